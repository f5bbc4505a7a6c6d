package io.github.dropblock.harness.draw;

import java.util.Arrays;

/** A plane figure in the coordinates of whoever draws it; y goes down. */
interface PlaneFigure {
  /** Distance to the outline: negative inside, about 0 on it, positive outside. */
  double distance(double x, double y);

  /** Left, top, right and bottom. */
  double[] bounds();

  /** Width of the thinnest part, for what is thinner than a pixel. */
  default double thickness() {
    return Double.POSITIVE_INFINITY;
  }

  /** An ellipse with its axes along the coordinates'. */
  static PlaneFigure ellipse(double x, double y, double radiusX, double radiusY) {
    return new Ellipse(x, y, radiusX, radiusY);
  }

  /** A polygon of x0, y0, x1, y1, … with its corners rounded. */
  static PlaneFigure polygon(double rounding, double... corners) {
    return new Polygon(rounding, corners);
  }

  /**
   * A quadratic Bézier curve drawn with a pen that changes its radius on the way.
   *
   * @param points start, control point and end: x, y each
   */
  static PlaneFigure curve(double startRadius, double endRadius, double... points) {
    int pieces = 8;
    double[] x = new double[pieces + 1];
    double[] y = new double[pieces + 1];
    double[] radius = new double[pieces + 1];
    for (int i = 0; i <= pieces; i++) {
      double t = (double) i / pieces;
      double a = (1 - t) * (1 - t);
      double b = 2 * t * (1 - t);
      double c = t * t;
      x[i] = a * points[0] + b * points[2] + c * points[4];
      y[i] = a * points[1] + b * points[3] + c * points[5];
      radius[i] = startRadius + t * (endRadius - startRadius);
    }
    return new Stroke(x, y, radius);
  }

  /** A straight line drawn with a pen that changes its radius on the way. */
  static PlaneFigure line(
      double startRadius, double endRadius, double x0, double y0, double x1, double y1) {
    return new Stroke(
        new double[] {x0, x1}, new double[] {y0, y1}, new double[] {startRadius, endRadius});
  }

  /** The distance is exact on the outline and good near it, which is all that drawing needs. */
  record Ellipse(double x, double y, double radiusX, double radiusY) implements PlaneFigure {
    @Override
    public double distance(double px, double py) {
      double u = (px - x) / radiusX;
      double v = (py - y) / radiusY;
      double level = Math.sqrt(u * u + v * v);
      double slope = Math.sqrt(u * u / (radiusX * radiusX) + v * v / (radiusY * radiusY));
      return slope == 0 ? -Math.min(radiusX, radiusY) : level * (level - 1) / slope;
    }

    @Override
    public double[] bounds() {
      return new double[] {x - radiusX, y - radiusY, x + radiusX, y + radiusY};
    }

    @Override
    public double thickness() {
      return 2 * Math.min(radiusX, radiusY);
    }
  }

  /** Corners as x, y pairs, in either sense of rotation. */
  record Polygon(double rounding, double[] corners) implements PlaneFigure {
    @Override
    public double distance(double px, double py) {
      double nearest = Double.POSITIVE_INFINITY;
      boolean inside = false;
      int last = corners.length - 2;
      for (int i = 0; i < corners.length; i += 2) {
        double ax = corners[last];
        double ay = corners[last + 1];
        double bx = corners[i];
        double by = corners[i + 1];
        nearest = Math.min(nearest, squareToSegment(px, py, ax, ay, bx, by));
        if (ay > py != by > py && px < ax + (bx - ax) * (py - ay) / (by - ay)) {
          inside = !inside;
        }
        last = i;
      }
      return (inside ? -Math.sqrt(nearest) : Math.sqrt(nearest)) - rounding;
    }

    private static double squareToSegment(
        double px, double py, double ax, double ay, double bx, double by) {
      double t = along(px, py, ax, ay, bx, by);
      double dx = px - ax - t * (bx - ax);
      double dy = py - ay - t * (by - ay);
      return dx * dx + dy * dy;
    }

    @Override
    public double[] bounds() {
      double[] box = {corners[0], corners[1], corners[0], corners[1]};
      for (int i = 0; i < corners.length; i += 2) {
        box[0] = Math.min(box[0], corners[i]);
        box[1] = Math.min(box[1], corners[i + 1]);
        box[2] = Math.max(box[2], corners[i]);
        box[3] = Math.max(box[3], corners[i + 1]);
      }
      return grown(box, rounding);
    }
  }

  /** Straight pieces from point to point, each with its own pen radius. */
  record Stroke(double[] x, double[] y, double[] radius) implements PlaneFigure {
    @Override
    public double distance(double px, double py) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int i = 1; i < x.length; i++) {
        double t = along(px, py, x[i - 1], y[i - 1], x[i], y[i]);
        double dx = px - x[i - 1] - t * (x[i] - x[i - 1]);
        double dy = py - y[i - 1] - t * (y[i] - y[i - 1]);
        double pen = radius[i - 1] + t * (radius[i] - radius[i - 1]);
        nearest = Math.min(nearest, Math.sqrt(dx * dx + dy * dy) - pen);
      }
      return nearest;
    }

    @Override
    public double[] bounds() {
      double[] box = {
        Arrays.stream(x).min().orElseThrow(),
        Arrays.stream(y).min().orElseThrow(),
        Arrays.stream(x).max().orElseThrow(),
        Arrays.stream(y).max().orElseThrow()
      };
      return grown(box, Arrays.stream(radius).max().orElseThrow());
    }

    @Override
    public double thickness() {
      return 2 * Arrays.stream(radius).average().orElseThrow();
    }
  }

  /** Where on the segment from a to b the point nearest to p lies, 0 to 1. */
  private static double along(double px, double py, double ax, double ay, double bx, double by) {
    double dx = bx - ax;
    double dy = by - ay;
    double length = dx * dx + dy * dy;
    return length == 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length));
  }

  private static double[] grown(double[] box, double by) {
    return new double[] {box[0] - by, box[1] - by, box[2] + by, box[3] + by};
  }
}
