package io.github.dropblock.harness.chart;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** A feature map as a picture of a pixel a cell: grey, and orange where a block lies. */
final class MapPicture {
  /** The colour 0 of the palette; after Okabe and Ito, as the page's others are. */
  private static final int DROPPED = 0xe69f00;

  private static final IndexColorModel PALETTE = palette();

  private MapPicture() {}

  /**
   * A PNG as a {@code data:} URI.
   *
   * @param values of the cells, row by row, black to white
   * @param mask 0 where a block lies
   * @param width cells in a row
   */
  static String uri(byte[] values, byte[] mask, int width) {
    BufferedImage image =
        new BufferedImage(width, values.length / width, BufferedImage.TYPE_BYTE_INDEXED, PALETTE);
    for (int i = 0; i < values.length; i++) {
      int colour = mask[i] == 0 ? 0 : Math.max(1, values[i] & 0xff);
      image.getRaster().setSample(i % width, i / width, 0, colour);
    }
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", out);
      return "data:image/png;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IndexColorModel palette() {
    int[] colours = new int[256];
    colours[0] = DROPPED;
    for (int grey = 1; grey < colours.length; grey++) {
      colours[grey] = grey << 16 | grey << 8 | grey;
    }
    return new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
  }
}
