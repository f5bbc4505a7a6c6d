package io.github.dropblock.plugin.parameters;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How complaints about a parameter name it, so that the user knows what to change. */
public final class Parameters {
  private Parameters() {}

  /** {@code -Ddropblock.name}. */
  public static String flag(String name) {
    return "-Ddropblock." + name;
  }

  /**
   * What {@code made} makes of a parameter's value.
   *
   * @throws IllegalArgumentException what {@code made} throws, with the parameter added
   */
  public static <T> T checked(String name, @Nullable Object value, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s (%s=%s)".formatted(FlagAdvice.told(e), flag(name), value), e);
    }
  }
}
