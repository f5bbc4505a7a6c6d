package io.github.dropblock.harness.images;

import io.github.dropblock.harness.files.Printable;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadUpdateListener;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Hears from a reader what it does not throw: that a photo is cut short, or has a hole. Readers
 * fill in grey or black then, which a network would learn from.
 */
final class WholePicture implements IIOReadWarningListener, IIOReadUpdateListener {
  /**
   * How JPEG's decoders say that a file is cut short, where other formats' throw: TwelveMonkeys'
   * that it has no end, and libjpeg's (jerror.h, JWRN_HIT_MARKER) that the bytes of an image ended
   * before its last row, in whose place it puts grey. What libjpeg only calls extraneous harms
   * nothing, and is common among Kaggle's photos.
   */
  private static final Pattern CUT_SHORT =
      Pattern.compile("(?i).*(?:truncated file|premature end).*");

  private final List<String> warnings = new ArrayList<>();
  private final BitSet rows = new BitSet();

  private WholePicture() {}

  /** Hears all that a reader says from now on. */
  static WholePicture of(ImageReader reader) {
    WholePicture heard = new WholePicture();
    reader.addIIOReadWarningListener(heard);
    reader.addIIOReadUpdateListener(heard);
    return heard;
  }

  /**
   * @param height of the picture in rows
   * @param gif whether it is a GIF, whose reader ends at a hole without a word
   * @throws UnreadableImageException if a part of the picture is missing
   */
  void require(int height, boolean gif) throws UnreadableImageException {
    Optional<String> missing =
        warnings.stream().filter(CUT_SHORT.asMatchPredicate()).reduce((first, last) -> last);
    if (missing.isPresent()) {
      throw new UnreadableImageException("it is cut short: " + Printable.of(missing.get()));
    }
    if (gif && rows.cardinality() < height) {
      throw new UnreadableImageException(
          "it is cut short: it has %s of its %s rows".formatted(rows.cardinality(), height));
    }
  }

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    warnings.add(warning);
  }

  @Override
  public void imageUpdate(
      ImageReader source,
      BufferedImage image,
      int left,
      int top,
      int width,
      int height,
      int columnStep,
      int rowStep,
      int[] bands) {
    for (int i = 0; i < height; i++) {
      rows.set(top + i * rowStep);
    }
  }

  @Override
  public void passStarted(
      ImageReader source,
      BufferedImage image,
      int pass,
      int firstPass,
      int lastPass,
      int left,
      int top,
      int columnStep,
      int rowStep,
      int[] bands) {
    // Ignored: rows are counted one by one.
  }

  @Override
  public void passComplete(ImageReader source, BufferedImage image) {
    // As above.
  }

  @Override
  public void thumbnailPassStarted(
      ImageReader source,
      BufferedImage thumbnail,
      int pass,
      int firstPass,
      int lastPass,
      int left,
      int top,
      int columnStep,
      int rowStep,
      int[] bands) {
    // Thumbnails are not read.
  }

  @Override
  public void thumbnailUpdate(
      ImageReader source,
      BufferedImage thumbnail,
      int left,
      int top,
      int width,
      int height,
      int columnStep,
      int rowStep,
      int[] bands) {
    // Thumbnails are not read.
  }

  @Override
  public void thumbnailPassComplete(ImageReader source, BufferedImage thumbnail) {
    // Thumbnails are not read.
  }
}
