package io.github.dropblock.harness.backend;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** NVIDIA's name for a generation of GPUs: 6.0 is Pascal, 8.0 Ampere, 9.0 Hopper. */
public record ComputeCapability(int major, int minor) implements Comparable<ComputeCapability> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,2})\\.(\\d)");

  public ComputeCapability {
    if (major < 1 || minor < 0 || minor > 9) {
      throw new IllegalArgumentException(
          "there is no compute capability %s.%s".formatted(major, minor));
    }
  }

  /**
   * Reads {@code 9.0}.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static ComputeCapability parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a compute capability".formatted(text.strip()));
    }
    return new ComputeCapability(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  /** As CUDA's tools count it: 90 for 9.0, as in {@code sm_90}. */
  public int sm() {
    return 10 * major + minor;
  }

  @Override
  public int compareTo(ComputeCapability other) {
    return Comparator.comparingInt(ComputeCapability::sm).compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
