package io.github.dropblock.harness.remedy;

import java.util.List;

/** Something that was asked for and can't be obtained. */
public final class RemediableArgumentException extends IllegalArgumentException
    implements Remediable {
  private static final long serialVersionUID = 1L;

  private final List<Remedy> remedies;

  /**
   * @param message what is wrong and where, in a line
   * @param remedies what helps, any of it
   */
  public RemediableArgumentException(String message, Remedy... remedies) {
    this(new Complaint(message, remedies));
  }

  public RemediableArgumentException(Complaint complaint) {
    super(complaint.what());
    remedies = complaint.remedies();
  }

  @Override
  public List<Remedy> remedies() {
    return remedies;
  }
}
