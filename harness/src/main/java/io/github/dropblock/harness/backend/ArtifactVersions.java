package io.github.dropblock.harness.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this build was made for, as the poms say.
 *
 * @param dropblock this project's own
 * @param deeplearning4j that of DL4J and ND4J
 * @param javacpp what loads natives
 * @param dnnl oneDNN, for the compiled step
 * @param opencl what oneDNN's Java side loads
 * @param openblas ND4J's linear algebra
 * @param cuda the Java side of CUDA that ND4J's CUDA backend was linked with
 * @param cudaRedistributables CUDA's own libraries, with the same sonames
 * @param cuda12 JavaCPP's Java side of CUDA 12, and its libraries
 * @param jna what calls nvJitLink
 * @param spark what runs cells on other machines
 */
public record ArtifactVersions(
    String dropblock,
    String deeplearning4j,
    String javacpp,
    String dnnl,
    String opencl,
    String openblas,
    String cuda,
    String cudaRedistributables,
    String cuda12,
    String jna,
    String spark) {
  private static final ArtifactVersions CURRENT = read();

  public static ArtifactVersions current() {
    return CURRENT;
  }

  private static ArtifactVersions read() {
    Properties values = new Properties();
    try (InputStream in = ArtifactVersions.class.getResourceAsStream("versions.properties")) {
      values.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ArtifactVersions(
        values.getProperty("dropblock"),
        values.getProperty("deeplearning4j"),
        values.getProperty("javacpp"),
        values.getProperty("dnnl"),
        values.getProperty("opencl"),
        values.getProperty("openblas"),
        values.getProperty("cuda"),
        values.getProperty("cudaRedistributables"),
        values.getProperty("cuda12"),
        values.getProperty("jna"),
        values.getProperty("spark"));
  }
}
