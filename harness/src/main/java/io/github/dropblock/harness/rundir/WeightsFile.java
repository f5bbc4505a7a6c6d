package io.github.dropblock.harness.rundir;

import io.github.dropblock.harness.files.FileDigest;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A file of starting weights that a user named. */
public final class WeightsFile {
  /** HDF5 file format specification 3.0, II.A. */
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  /**
   * MD5 of {@code vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5}, as keras.applications.vgg16
   * checks it. Keras publishes no SHA-256 of it.
   */
  private static final String PUBLISHED_BY_KERAS = "6d6bbae143d832006294945121d1f1fc";

  private WeightsFile() {}

  /**
   * Looks at what kind of file it is.
   *
   * @throws IOException in a line for the user, if it is neither Keras' nor DL4J's or can't be read
   */
  public static CellSettings.StartingWeights read(Path file) throws IOException {
    return new CellSettings.StartingWeights(
        file.toAbsolutePath().toString(), FileDigest.of(file, "SHA-256"), origin(file));
  }

  /**
   * The same weights.
   *
   * @throws IOException in a line for the user, if the file no longer holds what it did
   */
  public static CellSettings.StartingWeights unchanged(CellSettings.StartingWeights weights)
      throws IOException {
    Path file = Path.of(weights.file());
    if (weights.origin() != WeightsOrigin.PRETRAINED
        && !FileDigest.of(file, "SHA-256").equals(weights.fingerprint())) {
      throw new RemediableException(
          file + " has changed since the run began", Remedy.RESTORE_IT, Remedy.CHOOSE_OTHER_RUN);
    }
    return weights;
  }

  private static WeightsOrigin origin(Path file) throws IOException {
    if (isHdf5(file)) {
      boolean published = FileDigest.of(file, "MD5").equals(PUBLISHED_BY_KERAS);
      return published ? WeightsOrigin.KERAS_IMAGENET : WeightsOrigin.KERAS;
    }
    if (isDl4j(file)) {
      return WeightsOrigin.DL4J;
    }
    throw new RemediableException(
        file + " holds no weights: it is neither HDF5 as Keras writes it nor a DL4J model",
        Remedy.GIVE_OTHER_WEIGHTS);
  }

  private static boolean isHdf5(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(HDF5.length), HDF5);
    }
  }

  private static boolean isDl4j(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getEntry("configuration.json") != null && zip.getEntry("coefficients.bin") != null;
    } catch (ZipException | EOFException | IllegalArgumentException noZip) {
      return false;
    }
  }
}
