package io.github.dropblock.harness.files;

/** The forms that files of records have had. A later version reads all earlier ones. */
public final class Schema {
  private Schema() {}

  /**
   * @param schema of the file
   * @param newest that this version knows
   * @throws IllegalArgumentException if a later version wrote the file
   */
  public static void require(int schema, int newest) {
    if (schema < 1 || schema > newest) {
      throw new IllegalArgumentException(
          "its schema is %s, and this version reads 1 to %s; use the version that wrote it, or a newer one"
              .formatted(schema, newest));
    }
  }
}
