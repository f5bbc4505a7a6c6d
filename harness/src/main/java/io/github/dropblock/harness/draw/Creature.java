package io.github.dropblock.harness.draw;

import io.github.dropblock.harness.experiment.SplitMix64;
import java.util.Locale;

/** Animals other than cats and dogs, drawn in a frame that runs from about -1 to 1 each way. */
enum Creature implements Animal {
  RABBIT {
    @Override
    void draw(Canvas canvas, Transform frame, Fur fur, SplitMix64 dice) {
      canvas.fill(frame, PlaneFigure.ellipse(0, 0.55, 0.5, 0.45), fur);
      canvas.fill(frame, PlaneFigure.ellipse(0.5, 0.75, 0.16, 0.16), fur.light(0.8));
      for (int side = -1; side <= 1; side += 2) {
        Transform ear = frame.at(0.14 * side, -0.35).turned(side * dice.between(2, 28));
        canvas.fill(ear, PlaneFigure.ellipse(0, -0.35, 0.11, 0.42), fur.shaded(0.85));
        canvas.fill(ear, PlaneFigure.ellipse(0, -0.33, 0.05, 0.3), PINK, 0.7);
      }
      canvas.fill(frame, PlaneFigure.ellipse(0, -0.1, 0.34, 0.32), fur);
      canvas.fill(frame, PlaneFigure.ellipse(0, 0.06, 0.16, 0.12), fur.light(0.6));
      canvas.fill(frame, PlaneFigure.ellipse(0, 0, 0.04, 0.03), PINK);
      eye(canvas, frame.at(-0.15, -0.15), 0.06);
      eye(canvas, frame.at(0.15, -0.15), 0.06);
    }
  },
  BIRD {
    @Override
    void draw(Canvas canvas, Transform frame, Fur fur, SplitMix64 dice) {
      for (int leg = 0; leg < 2; leg++) {
        canvas.fill(frame, PlaneFigure.line(0.03, 0.03, 0.18 * leg, 0.3, 0.18 * leg, 0.8), BEAK);
      }
      canvas.fill(frame, PlaneFigure.polygon(0.04, 0.35, 0, 1, -0.15, 0.95, 0.2), fur.shaded(0.7));
      canvas.fill(frame, PlaneFigure.ellipse(0.05, 0.05, 0.55, 0.36), fur);
      canvas.fill(frame, PlaneFigure.ellipse(-0.45, -0.3, 0.25, 0.24), fur);
      canvas.fill(frame, PlaneFigure.polygon(0.01, -0.65, -0.38, -0.98, -0.25, -0.65, -0.2), BEAK);
      Transform wing = frame.at(0.1, 0).turned(dice.between(-50, 15));
      canvas.fill(wing, PlaneFigure.ellipse(0.25, 0, 0.42, 0.2), fur.shaded(0.7));
      eye(canvas, frame.at(-0.5, -0.34), 0.05);
    }
  },
  FISH {
    @Override
    void draw(Canvas canvas, Transform frame, Fur fur, SplitMix64 dice) {
      double height = dice.between(0.25, 0.45);
      canvas.fill(
          frame,
          PlaneFigure.polygon(0.04, 0.4, 0, 0.95, -0.4, 0.85, 0, 0.95, 0.4),
          fur.shaded(0.75));
      canvas.fill(
          frame,
          PlaneFigure.polygon(0.03, -0.2, -0.2, 0.1, -height - 0.25, 0.3, -0.15),
          fur.shaded(0.75));
      canvas.fill(frame, PlaneFigure.ellipse(-0.1, 0, 0.65, height), fur);
      canvas.fill(
          frame, PlaneFigure.polygon(0.03, -0.1, 0.05, 0.15, 0.3, 0.2, 0.05), fur.shaded(0.65));
      canvas.fill(frame, PlaneFigure.line(0.02, 0.02, -0.74, 0.06, -0.6, 0.08), DARK);
      eye(canvas, frame.at(-0.5, -0.08), 0.08);
    }
  },
  TURTLE {
    @Override
    void draw(Canvas canvas, Transform frame, Fur fur, SplitMix64 dice) {
      for (int leg = -1; leg <= 1; leg += 2) {
        canvas.fill(
            frame, PlaneFigure.line(0.13, 0.1, 0.42 * leg, 0.3, 0.5 * leg, 0.6), fur.shaded(0.7));
      }
      double neck = dice.between(-0.3, 0.1);
      canvas.fill(frame, PlaneFigure.line(0.1, 0.1, -0.5, 0.2, -0.8, neck), fur.shaded(0.8));
      canvas.fill(frame, PlaneFigure.ellipse(-0.85, neck, 0.18, 0.15), fur.shaded(0.8));
      eye(canvas, frame.at(-0.9, neck - 0.03), 0.04);
      PlaneFigure shell =
          PlaneFigure.polygon(
              0.1, -0.6, 0.3, -0.5, -0.1, -0.2, -0.4, 0.2, -0.4, 0.5, -0.1, 0.6, 0.3);
      canvas.fill(frame, shell, fur);
      for (int plate = -1; plate <= 1; plate++) {
        Transform at = frame.at(0.36 * plate, -0.02);
        canvas.fill(
            at,
            PlaneFigure.polygon(0.02, -0.14, 0.12, -0.1, -0.2, 0.1, -0.2, 0.14, 0.12),
            fur.shaded(0.6));
      }
    }
  },
  MOUSE {
    @Override
    void draw(Canvas canvas, Transform frame, Fur fur, SplitMix64 dice) {
      canvas.fill(
          frame,
          PlaneFigure.curve(0.05, 0.02, 0.5, 0.4, 0.9, 0.6, 0.95, dice.between(-0.6, 0.4)),
          PINK);
      canvas.fill(frame, PlaneFigure.ellipse(0.2, 0.25, 0.48, 0.32), fur);
      canvas.fill(frame, PlaneFigure.ellipse(-0.1, -0.18, 0.2, 0.2), fur.shaded(0.7));
      canvas.fill(frame, PlaneFigure.polygon(0.12, -0.15, 0, -0.15, 0.3, -0.65, 0.3), fur);
      canvas.fill(frame, PlaneFigure.ellipse(-0.24, -0.08, 0.22, 0.22), fur.shaded(0.85));
      canvas.fill(frame, PlaneFigure.ellipse(-0.24, -0.08, 0.13, 0.13), PINK, 0.7);
      canvas.fill(frame, PlaneFigure.ellipse(-0.78, 0.3, 0.05, 0.05), PINK);
      eye(canvas, frame.at(-0.48, 0.17), 0.05);
    }
  },
  BUTTERFLY {
    @Override
    void draw(Canvas canvas, Transform frame, Fur fur, SplitMix64 dice) {
      double open = dice.between(0.5, 1);
      for (int side = -1; side <= 1; side += 2) {
        Transform wing = frame.scaled(side * open, 1);
        canvas.fill(
            wing.at(0.42, 0.35).turned(30), PlaneFigure.ellipse(0, 0, 0.38, 0.28), fur.shaded(0.8));
        canvas.fill(wing.at(0.5, -0.28).turned(-35), PlaneFigure.ellipse(0, 0, 0.52, 0.34), fur);
        canvas.fill(wing.at(0.6, -0.35), PlaneFigure.ellipse(0, 0, 0.14, 0.14), fur.shaded(0.5));
        canvas.fill(wing, PlaneFigure.curve(0.02, 0.02, 0, -0.4, 0.05, -0.7, 0.25, -0.85), DARK);
      }
      canvas.fill(frame, PlaneFigure.ellipse(0, 0, 0.07, 0.48), DARK);
    }
  };

  private static final Paint PINK = Paint.plain(new Colour(0.8, 0.5, 0.5));
  private static final Paint BEAK = Paint.plain(new Colour(0.85, 0.6, 0.2));
  private static final Paint DARK = Paint.plain(Colour.BLACK);

  abstract void draw(Canvas canvas, Transform frame, Fur fur, SplitMix64 dice);

  @Override
  public void draw(Canvas canvas, SplitMix64 dice, Difficulty difficulty) {
    double size = dice.between(0.28, 0.48);
    double mirror = dice.chance(0.5) ? 1 : -1;
    Transform frame =
        Transform.PICTURE
            .at(dice.between(0.38, 0.62), dice.between(0.38, 0.62))
            .turned(dice.normal(0, difficulty.tilt()))
            .scaled(mirror * size, size);
    draw(canvas, frame, Fur.any(dice), dice);
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static void eye(Canvas canvas, Transform frame, double radius) {
    canvas.fill(frame, PlaneFigure.ellipse(0, 0, radius, radius), DARK);
    double glint = 0.3 * radius;
    canvas.fill(
        frame, PlaneFigure.ellipse(-glint, -glint, glint, glint), Paint.plain(Colour.WHITE));
  }
}
