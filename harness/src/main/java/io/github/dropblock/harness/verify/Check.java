package io.github.dropblock.harness.verify;

import io.github.dropblock.harness.files.Printable;

/**
 * Something that a run was held to.
 *
 * @param what such as {@code ResNet-34, None: testAccuracy}
 * @param wanted in words
 * @param got in words
 * @param mark whether it was so
 * @param file that it was read from, below the run directory
 */
public record Check(String what, String wanted, String got, Mark mark, String file) {
  /** What came of a check. */
  public enum Mark {
    HELD("held"),
    /** It is not so, which may be nobody's fault. */
    NOTED("notice"),
    /** It is not so, and that is let pass. */
    WARNED("warning"),
    FELL_SHORT("fell short");

    private final String title;

    Mark(String title) {
      this.title = title;
    }

    /** In words. */
    String title() {
      return title;
    }
  }

  public Check {
    what = Printable.of(what);
    wanted = Printable.of(wanted);
    got = Printable.of(got);
    file = Printable.of(file);
  }

  Check(String what, String wanted, String got, boolean held, String file) {
    this(what, wanted, got, held ? Mark.HELD : Mark.FELL_SHORT, file);
  }

  boolean held() {
    return mark == Mark.HELD;
  }
}
