package io.github.dropblock.harness.remedy;

import java.util.List;

/** A machine lacks something that a training needs. */
public final class RemediableStateException extends IllegalStateException implements Remediable {
  private static final long serialVersionUID = 1L;

  private final List<Remedy> remedies;

  /**
   * @param message what is wrong and where, in a line
   * @param remedies what helps, any of it
   */
  public RemediableStateException(String message, Remedy... remedies) {
    super(message);
    this.remedies = List.of(remedies);
  }

  @Override
  public List<Remedy> remedies() {
    return remedies;
  }
}
