package io.github.dropblock.harness.node;

import io.github.dropblock.harness.remedy.Complaint;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/** A cell to be trained on some node, with all that the node must know. */
public interface Errand extends Serializable {
  /**
   * Trains the cell, or goes on with it, and sends home what the run directory does not have yet.
   *
   * @return exit status of the cell's JVM, once all of its files have arrived
   * @throws NodeFaultException if another node may be able to; what is wrong has been said
   * @throws IOException if what is needed does not come, or nobody takes what the cell leaves
   * @throws InterruptedException after ending the training, if the thread was interrupted
   */
  int run(Here here) throws IOException, InterruptedException, NodeFaultException;

  /**
   * Where an attempt is made.
   *
   * @param attempt its number; higher than those of the cell's earlier ones
   * @param node for people: this machine, and what of it
   * @param gpu address of the GPU that the cell was given; empty if it was given none
   * @param unfit what is wrong with the software that runs the errand there, and how to go on;
   *     empty if nothing is
   * @param pieces of the files that the cell needs
   * @param post home
   */
  record Here(
      long attempt,
      String node,
      Optional<String> gpu,
      Optional<Complaint> unfit,
      Pieces pieces,
      Post post) {}
}
