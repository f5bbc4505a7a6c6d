package io.github.dropblock.harness.data;

import java.io.IOException;
import java.util.List;

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
  public String sha256(ImageEntry image) throws IOException {
    return Sha256.of(files.read(image.id()));
  }

  @Override
  public Pixels decode(ImageEntry image, int side) throws IOException {
    return PhotoDecoder.decode(files.read(image.id()), side);
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
