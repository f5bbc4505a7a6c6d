package io.github.dropblock.harness.remedy;

import java.util.Objects;

/** Why something failed, as its exception tells. */
public final class Reason {
  private Reason() {}

  /** Its message, or its name where it has none. */
  public static String of(Throwable cause) {
    return Objects.requireNonNullElseGet(cause.getMessage(), cause::toString);
  }
}
