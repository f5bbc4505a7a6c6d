package io.github.dropblock.harness.train;

import io.github.dropblock.harness.bench.Peer;
import io.github.dropblock.harness.bench.StepsOrder;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.rundir.CellSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The same network in PyTorch, under each regularizer, beside this JVM's steps. */
final class PeerArms implements AutoCloseable {
  private final List<Peer> peers = new ArrayList<>();
  private final List<TimedArm> arms = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  /**
   * @param folder for their script
   * @param learnt parameters that the network learns here
   * @throws IOException in a line for the user, if one fails; one without PyTorch is passed over
   */
  PeerArms(Path folder, CellSettings settings, StepsOrder order, long learnt) throws IOException {
    try {
      for (String command : order.peers()) {
        start(command, folder, settings, order, learnt);
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void start(
      String command, Path folder, CellSettings settings, StepsOrder order, long learnt)
      throws IOException {
    List<Regularizer> regularizers = order.regularizers();
    Peer peer;
    try {
      peer =
          Peer.start(
              command,
              folder,
              settings.cell().network(),
              settings.training(),
              regularizers,
              order.steps().get(0),
              learnt);
    } catch (Peer.MissingException e) {
      lines.add(e.getMessage());
      return;
    }
    peers.add(peer);
    List<String> layouts = new ArrayList<>();
    for (int i = 0; i < regularizers.size(); i++) {
      int arm = i;
      arms.add(new TimedArm(regularizers.get(i), peer.title(), batches -> took(peer.step(arm))));
      layouts.add(regularizers.get(i).id() + " " + peer.layout(i));
    }
    lines.add("%s of %s: %s".formatted(peer.title(), command, String.join(", ", layouts)));
  }

  private static TimedArm.Took took(Peer.Taken taken) {
    return new TimedArm.Took(
        1, taken.milliseconds(), taken.cpuMilliseconds(), false, OptionalDouble.empty());
  }

  List<TimedArm> arms() {
    return arms;
  }

  /** A line on each that was asked for. */
  List<String> lines() {
    return lines;
  }

  /** The fastest under a regularizer; empty where there is none. */
  Optional<TimedArm> fastest(Regularizer regularizer) {
    return arms.stream()
        .filter(arm -> arm.regularizer() == regularizer)
        .min(Comparator.comparingDouble(TimedArm::cpuMilliseconds));
  }

  @Override
  public void close() {
    peers.forEach(Peer::close);
  }
}
