package io.github.dropblock.harness.spark;

import org.jspecify.annotations.Nullable;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Remediable;
import io.github.dropblock.harness.remedy.Remedy;
import java.util.List;

/** A cluster does not take the run. */
final class ClusterRefusedException extends Exception implements Remediable {
  private static final long serialVersionUID = 1L;

  private final List<Remedy> remedies;

  ClusterRefusedException(Complaint complaint, @Nullable Throwable cause) {
    super(complaint.what(), cause);
    remedies = complaint.remedies();
  }

  @Override
  public List<Remedy> remedies() {
    return remedies;
  }
}
