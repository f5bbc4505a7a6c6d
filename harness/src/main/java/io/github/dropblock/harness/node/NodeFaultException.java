package io.github.dropblock.harness.node;

import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Remediable;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A cell can't be trained on this node, through no fault of its own: another node may be able to.
 */
public final class NodeFaultException extends Exception implements Remediable {
  private static final long serialVersionUID = 1L;

  /** What another node may fare better with. */
  private static final Set<ExitCode> FAULTS_OF_THE_NODE =
      EnumSet.of(ExitCode.WRONG_BACKEND, ExitCode.NO_SPACE, ExitCode.IN_USE);

  private final ExitCode code;
  private final List<Remedy> remedies;

  /**
   * @param code that the cell has where no other node can train it either
   * @param message for the user, in a line: what is wrong with the node
   * @param remedies what helps, any of it
   */
  NodeFaultException(ExitCode code, String message, Remedy... remedies) {
    this(code, new Complaint(message, remedies));
  }

  NodeFaultException(ExitCode code, Complaint complaint) {
    super(complaint.what());
    this.code = code;
    this.remedies = complaint.remedies();
  }

  @Override
  public List<Remedy> remedies() {
    return remedies;
  }

  ExitCode code() {
    return code;
  }

  /**
   * Looks at how a training ended.
   *
   * @param status that its JVM ended with
   */
  static void requireNone(CellDirectory cell, int status) throws IOException, NodeFaultException {
    ExitCode code = ExitCode.of(status);
    if (FAULTS_OF_THE_NODE.contains(code) && Files.notExists(cell.resultFile())) {
      throw new NodeFaultException(
          code,
          cell.failure()
              .filter(said -> said.exitCode() == status)
              .map(CellFailure::complaint)
              .orElse(code.complaint()));
    }
  }
}
