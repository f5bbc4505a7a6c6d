package io.github.dropblock.harness.draw;

import io.github.dropblock.harness.experiment.SplitMix64;

/** Draws a cat or a dog from its traits. The unit of length is the head's radius. */
final class CatOrDog {
  private final Canvas canvas;
  private final SplitMix64 dice;
  private final Traits traits;
  private final Difficulty difficulty;
  private final Fur fur;

  /** How far the head is turned: -1 to one side, 0 to the camera, 1 to the other side. */
  private final double turn;

  private final double whiteness;

  CatOrDog(Canvas canvas, SplitMix64 dice, Traits traits, Difficulty difficulty) {
    this.canvas = canvas;
    this.dice = dice;
    this.traits = traits;
    this.difficulty = difficulty;
    this.fur = Fur.any(dice);
    this.turn = dice.normal(0, difficulty.turn());
    this.whiteness = dice.between(0.1, 0.7);
  }

  /** Draws the animal in a pose, somewhere in the picture. */
  void draw() {
    double mirror = dice.chance(0.5) ? 1 : -1;
    if (dice.chance(difficulty.closeUps())) {
      closeUp(mirror);
    } else if (dice.chance(0.55)) {
      sitting(mirror);
    } else {
      standing(mirror);
    }
  }

  private Transform placed(double x, double y, double spread, double radius, double mirror) {
    return Transform.PICTURE
        .at(x + dice.between(-spread, spread), y + dice.between(-spread, spread))
        .turned(dice.normal(0, difficulty.tilt()))
        .scaled(mirror * radius, radius);
  }

  /** The head, and the shoulders under it. */
  private void closeUp(double mirror) {
    Transform frame = placed(0.5, 0.48, 0.1, dice.between(0.23, 0.32), mirror);
    double shoulders = traits.body() * dice.between(0.9, 1.2);
    canvas.fill(frame, PlaneFigure.ellipse(0.15, 2.1, shoulders, 1.5), fur.shaded(0.85));
    canvas.fill(frame, PlaneFigure.ellipse(0.1, 2, 0.5 * shoulders, 0.9), fur.light(whiteness));
    head(frame);
  }

  private void sitting(double mirror) {
    Transform frame = placed(0.5, 0.33, 0.1, dice.between(0.14, 0.2), mirror);
    double body = traits.body();
    double bottom = 2.1 + traits.legs();
    double tail = traits.tail().length();
    tail(
        frame,
        0.6 * body,
        bottom - 0.3,
        1 + 0.5 * tail,
        bottom + 0.2,
        0.8 + 0.45 * tail,
        bottom - tail);
    canvas.fill(frame, PlaneFigure.ellipse(0, bottom - 0.7, 1.05 * body, 0.85), fur.shaded(0.85));
    canvas.fill(frame, PlaneFigure.ellipse(0, 1.7, 0.8 * body, 1.25), fur);
    canvas.fill(frame, PlaneFigure.ellipse(0, 1.5, 0.4 * body, 0.8), fur.light(whiteness));
    for (int leg = -1; leg <= 1; leg += 2) {
      double x = 0.36 * leg * body;
      canvas.fill(frame, PlaneFigure.line(0.25, 0.19, x, 1.9, x, bottom), fur.shaded(0.95));
      canvas.fill(frame, PlaneFigure.ellipse(x, bottom + 0.08, 0.28, 0.16), fur.light(whiteness));
    }
    head(frame.turned(dice.normal(0, 8)));
  }

  private void standing(double mirror) {
    Transform frame = placed(0.34, 0.38, 0.09, dice.between(0.13, 0.18), mirror);
    double length = 2.5 * traits.body();
    double ground = 1.9 + traits.legs();
    double tail = traits.tail().length();
    double rise = dice.between(-1, 0.7);
    tail(
        frame,
        length + 0.3,
        0.9,
        length + 0.9,
        0.7 + 0.4 * rise,
        length + 0.5 + 0.35 * tail,
        0.9 + rise * tail);
    for (int leg = 0; leg < 4; leg++) {
      boolean far = leg % 2 == 0;
      double x = (leg < 2 ? 0.45 : length - 0.25) + (far ? 0.28 : 0);
      double step = dice.between(-0.2, 0.2);
      PlaneFigure shape = PlaneFigure.line(0.27, 0.17, x, 1.5, x + step, ground);
      canvas.fill(frame, shape, fur.shaded(far ? 0.6 : 0.9));
      canvas.fill(
          frame,
          PlaneFigure.ellipse(x + step - 0.06, ground + 0.06, 0.24, 0.14),
          fur.light(whiteness));
    }
    canvas.fill(frame, PlaneFigure.ellipse(length / 2 + 0.2, 1.25, length / 2 + 0.35, 0.75), fur);
    canvas.fill(frame, PlaneFigure.ellipse(0.55, 0.9, 0.62, 0.72), fur);
    head(frame.turned(dice.normal(0, 8)));
  }

  private void tail(Transform frame, double... points) {
    canvas.fill(
        frame,
        PlaneFigure.curve(traits.tail().width(), 0.7 * traits.tail().width(), points),
        fur.shaded(0.8));
  }

  private void head(Transform frame) {
    boolean hanging = traits.ears().carriage() == Traits.Carriage.HANGING;
    if (!hanging) {
      ears(frame);
    }
    double width = traits.headWidth();
    canvas.fill(frame, PlaneFigure.ellipse(0, 0, width, 0.92), fur);
    // Cheeks or jowls: the lower half of the face is as wide as the muzzle asks.
    double jaw = 0.55 * width + 0.25 * traits.muzzle().width();
    canvas.fill(frame, PlaneFigure.ellipse(0.2 * turn, 0.35, jaw, 0.62), fur);
    muzzle(frame);
    eyes(frame);
    if (hanging) {
      ears(frame);
    }
  }

  private void ears(Transform frame) {
    for (int side = -1; side <= 1; side += 2) {
      // The ear that the head is turned towards the camera looks wider.
      double seen = 1 + 0.3 * side * Math.max(-1, Math.min(1, turn));
      Transform ear =
          frame.at(0.62 * side * traits.headWidth() + 0.15 * turn, -0.58).scaled(side * seen, 1);
      switch (traits.ears().carriage()) {
        case UPRIGHT -> upright(ear);
        case FOLDED -> folded(ear);
        case HANGING -> hanging(ear);
      }
    }
  }

  /** A triangle on the head's top; x goes away from the head's middle. */
  private void upright(Transform ear) {
    double width = traits.ears().width();
    double tip = -traits.ears().length();
    double lean = 0.12;
    canvas.fill(
        ear,
        PlaneFigure.polygon(0.06, -width, 0.05, lean, tip, 0.7 * width, 0.5),
        fur.shaded(0.85));
    PlaneFigure inside =
        PlaneFigure.polygon(0.02, -0.5 * width, 0, lean, 0.75 * tip, 0.4 * width, 0.25);
    canvas.fill(ear, inside, Paint.plain(new Colour(0.55, 0.38, 0.35)), 0.75);
  }

  private void folded(Transform ear) {
    double width = traits.ears().width();
    double fold = -0.45 * traits.ears().length();
    canvas.fill(
        ear,
        PlaneFigure.polygon(
            0.06, -width, 0.05, -0.4 * width, fold, 0.5 * width, fold, 0.7 * width, 0.5),
        fur.shaded(0.85));
    canvas.fill(
        ear,
        PlaneFigure.polygon(0.05, -0.45 * width, fold, 0.6 * width, fold, 0.5 * width, fold + 0.5),
        fur.shaded(0.65));
  }

  private void hanging(Transform ear) {
    double length = traits.ears().length();
    Transform lobe = ear.at(0.2, 0.05).turned(dice.between(-28, -6)).at(0, 0.5 * length);
    canvas.fill(
        lobe,
        PlaneFigure.ellipse(0, 0, 0.62 * traits.ears().width(), 0.62 * length),
        fur.shaded(0.68));
  }

  private void muzzle(Transform frame) {
    double length = traits.muzzle().length();
    double width = traits.muzzle().width();
    Transform muzzle = frame.at(turn * (0.3 + 0.7 * length), 0.42 + 0.3 * length);
    double height = 0.24 + 0.45 * length;
    if (traits.tongue()) {
      canvas.fill(
          muzzle,
          PlaneFigure.ellipse(0, height + 0.12, 0.16, 0.28),
          Paint.plain(new Colour(0.85, 0.4, 0.42)));
    }
    canvas.fill(muzzle, PlaneFigure.ellipse(0, 0, width, height), fur.light(whiteness));
    double nose = traits.muzzle().nose();
    double noseY = -0.5 * height;
    Paint dark = Paint.plain(Colour.BLACK);
    canvas.fill(
        muzzle,
        PlaneFigure.curve(0.025, 0.02, 0, noseY, 0.02, 0.5 * height, -0.6 * width, 0.55 * height),
        dark);
    canvas.fill(
        muzzle,
        PlaneFigure.curve(0.025, 0.02, 0, noseY, 0.02, 0.5 * height, 0.6 * width, 0.55 * height),
        dark);
    Colour noseColour = dice.chance(0.4) ? new Colour(0.6, 0.35, 0.33) : Colour.BLACK;
    canvas.fill(
        muzzle,
        PlaneFigure.polygon(
            0.5 * nose, -nose, noseY - 0.4 * nose, nose, noseY - 0.4 * nose, 0, noseY + 0.6 * nose),
        Paint.plain(noseColour));
    if (traits.whiskers()) {
      whiskers(muzzle, width);
    }
  }

  private void whiskers(Transform muzzle, double width) {
    Paint paint = Paint.plain(whiteness > 0.35 ? Colour.BLACK : Colour.WHITE);
    for (int side = -1; side <= 1; side += 2) {
      for (int i = -1; i <= 1; i++) {
        double end = side * (width + 0.75);
        canvas.fill(
            muzzle,
            PlaneFigure.curve(
                0.022,
                0.01,
                side * 0.6 * width,
                0.06 * i,
                0.6 * end,
                0.05 * i,
                end,
                0.24 * i + 0.1),
            paint,
            0.8);
      }
    }
  }

  private void eyes(Transform frame) {
    double radius = traits.eyes().radius();
    boolean closed = dice.chance(0.06);
    for (int side = -1; side <= 1; side += 2) {
      Transform eye = frame.at(0.42 * side * traits.headWidth() + 0.28 * turn, -0.12);
      if (closed) {
        canvas.fill(
            eye,
            PlaneFigure.curve(0.04, 0.04, -radius, 0, 0, radius, radius, 0),
            Paint.plain(Colour.BLACK));
        continue;
      }
      canvas.fill(
          eye, PlaneFigure.ellipse(0, 0, 1.2 * radius, 1.05 * radius), Paint.plain(Colour.BLACK));
      canvas.fill(
          eye, PlaneFigure.ellipse(0, 0, radius, 0.88 * radius), Paint.plain(traits.eyes().iris()));
      double pupil = traits.eyes().slit() ? 0.25 : 0.6;
      canvas.fill(
          eye,
          PlaneFigure.ellipse(0, 0, pupil * radius, (traits.eyes().slit() ? 0.8 : 0.6) * radius),
          Paint.plain(Colour.BLACK));
      canvas.fill(
          eye,
          PlaneFigure.ellipse(-0.3 * radius, -0.35 * radius, 0.2 * radius, 0.2 * radius),
          Paint.plain(Colour.WHITE));
    }
  }
}
