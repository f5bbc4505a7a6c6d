package io.github.dropblock.harness.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

/** What an exception says to do, for assertions. */
public final class Helped {
  private Helped() {}

  /** Exactly these remedies, in this order. */
  public static Consumer<Throwable> by(Remedy... remedies) {
    return problem -> assertThat(Complaint.of(problem).remedies()).containsExactly(remedies);
  }
}
