package io.github.dropblock.harness.images;

import io.github.dropblock.harness.files.Printable;
import io.github.dropblock.harness.files.Sha256;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Photos in files. */
record PhotoSource(String description, PhotoFiles files, Layout layout) implements ImageSource {
  @Override
  public boolean drawn() {
    return false;
  }

  @Override
  public boolean kaggle() {
    return layout.kaggle();
  }

  @Override
  public List<String> classes() {
    return layout.classes();
  }

  @Override
  public List<ImageEntry> entries() {
    return layout.entries();
  }

  @Override
  public List<String> remarks() {
    return layout.remarks();
  }

  @Override
  public Optional<String> stamp() throws IOException {
    StringBuilder listing = new StringBuilder();
    for (ImageEntry image : entries()) {
      listing.append(image.id()).append(' ').append(files.stamp(image.id())).append('\n');
    }
    remarks().forEach(remark -> listing.append(remark).append('\n'));
    return Optional.of(Sha256.of(listing.toString()));
  }

  @Override
  public String sha256(ImageEntry image) throws IOException {
    return Sha256.of(files.read(image.id()));
  }

  @Override
  public Pixels decode(ImageEntry image, int side) throws IOException {
    try {
      return PhotoDecoder.decode(files.read(image.id()), side);
    } catch (LinkageError e) {
      // Nor on what of Java a machine lacks.
      throw new IOException(
          "%s can't be decoded by this Java, which lacks %s; use a whole JDK or JRE, with its java.desktop"
              .formatted(Printable.of(image.id()), Printable.of(String.valueOf(e.getMessage()))),
          e);
    } catch (OutOfMemoryError e) {
      // Not unreadable: which images are used must not depend on the memory of a machine.
      throw new IOException(
          "%s takes more memory to decode than there is; remove it, or give Maven more, as in MAVEN_OPTS=-Xmx4g"
              .formatted(Printable.of(image.id())),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
