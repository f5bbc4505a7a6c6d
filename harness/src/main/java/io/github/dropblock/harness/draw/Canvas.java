package io.github.dropblock.harness.draw;

import io.github.dropblock.harness.images.Pixels;
import java.util.Arrays;

/**
 * A square picture to draw on: float planes with outlines smoothed over one pixel. Our own rather
 * than Java2D, whose rasteriser differs between JDKs; a drawn image must be the same bytes
 * everywhere.
 */
final class Canvas {
  private final int side;
  private final float[][] planes;

  Canvas(int side) {
    this.side = side;
    this.planes = new float[Pixels.CHANNELS][side * side];
  }

  void fill(Transform frame, PlaneFigure shape, Paint paint) {
    fill(frame, shape, paint, 1);
  }

  /**
   * Draws a shape given in the coordinates of {@code frame}.
   *
   * @param opacity 0 leaves what is there, 1 covers it
   */
  void fill(Transform frame, PlaneFigure shape, Paint paint, double opacity) {
    double pixelsPerUnit = frame.unit() * side;
    double strength = opacity * Math.min(1, shape.thickness() * pixelsPerUnit);
    int[] box = pixelBox(frame, shape.bounds());
    double determinant = frame.determinant();
    // A step of one pixel to the right, and one down, in the shape's coordinates.
    double rightX = frame.d() / determinant / side;
    double rightY = -frame.b() / determinant / side;
    double downX = -frame.c() / determinant / side;
    double downY = frame.a() / determinant / side;
    double[] rgb = new double[Pixels.CHANNELS];
    for (int row = box[1]; row < box[3]; row++) {
      for (int column = box[0]; column < box[2]; column++) {
        double fromX = column + 0.5 - frame.e() * side;
        double fromY = row + 0.5 - frame.f() * side;
        double x = fromX * rightX + fromY * downX;
        double y = fromX * rightY + fromY * downY;
        double distance = shape.distance(x, y);
        double cover = strength * Math.max(0, Math.min(1, 0.5 - distance * pixelsPerUnit));
        if (cover > 0) {
          paint.colour(x, y, Math.max(0, -distance), rgb);
          blend(row * side + column, rgb, cover);
        }
      }
    }
  }

  private void blend(int pixel, double[] rgb, double cover) {
    for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
      float below = planes[channel][pixel];
      planes[channel][pixel] = (float) (below + cover * (rgb[channel] - below));
    }
  }

  /** First column, first row, and those after the last, that a box can touch. */
  private int[] pixelBox(Transform frame, double[] bounds) {
    double[] x = new double[4];
    double[] y = new double[4];
    for (int corner = 0; corner < 4; corner++) {
      double u = bounds[corner % 2 * 2];
      double v = bounds[corner / 2 * 2 + 1];
      x[corner] = (frame.a() * u + frame.c() * v + frame.e()) * side;
      y[corner] = (frame.b() * u + frame.d() * v + frame.f()) * side;
    }
    Arrays.sort(x);
    Arrays.sort(y);
    return new int[] {within(x[0] - 1), within(y[0] - 1), within(x[3] + 2), within(y[3] + 2)};
  }

  private int within(double coordinate) {
    return (int) Math.max(0, Math.min(side, coordinate));
  }

  /** Covers everything. */
  void cover(Paint paint) {
    double[] rgb = new double[Pixels.CHANNELS];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        paint.colour((column + 0.5) / side, (row + 0.5) / side, 0, rgb);
        blend(row * side + column, rgb, 1);
      }
    }
  }

  /** Changes a pixel's value. */
  @FunctionalInterface
  interface Filter {
    double apply(int channel, double x, double y, double value);
  }

  /** Puts every value through a filter, plane by plane, row by row; x and y run from 0 to 1. */
  void filter(Filter filter) {
    for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
      float[] plane = planes[channel];
      for (int i = 0; i < plane.length; i++) {
        int row = i / side;
        double x = (i % side + 0.5) / side;
        double y = (row + 0.5) / side;
        plane[i] = (float) filter.apply(channel, x, y, plane[i]);
      }
    }
  }

  /**
   * Blurs by mixing every pixel with the mean around it.
   *
   * @param reach how far the mean goes each way, as a share of the side; a pixel at least
   * @param strength 0 changes nothing, 1 leaves only the means
   */
  void blur(double reach, double strength) {
    int radius = (int) Math.max(1, Math.floor(reach * side));
    for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
      float[] source = planes[channel];
      float[] acrossRows = boxBlur(source, radius, 1, side);
      float[] smooth = boxBlur(acrossRows, radius, side, 1);
      for (int i = 0; i < source.length; i++) {
        source[i] += (float) (strength * (smooth[i] - source[i]));
      }
    }
  }

  /** Means along lines: {@code step} to the next pixel of a line, {@code skip} to the next line. */
  private float[] boxBlur(float[] source, int radius, int step, int skip) {
    float[] result = new float[source.length];
    for (int line = 0; line < side; line++) {
      for (int i = 0; i < side; i++) {
        float sum = 0;
        for (int j = i - radius; j <= i + radius; j++) {
          sum += source[line * skip + Math.max(0, Math.min(side - 1, j)) * step];
        }
        result[line * skip + i * step] = sum / (2 * radius + 1);
      }
    }
    return result;
  }

  /** The picture in 8 bits. */
  Pixels pixels() {
    byte[] bytes = new byte[Pixels.CHANNELS * side * side];
    for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
      for (int i = 0; i < side * side; i++) {
        double value = Math.max(0, Math.min(1, planes[channel][i]));
        bytes[channel * side * side + i] = (byte) (int) (value * 255 + 0.5);
      }
    }
    return new Pixels(side, bytes);
  }
}
