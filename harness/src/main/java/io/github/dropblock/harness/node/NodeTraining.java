package io.github.dropblock.harness.node;

import io.github.dropblock.harness.files.FileTree;
import io.github.dropblock.harness.fork.ForkedJvm;
import io.github.dropblock.harness.fork.WatchdogLauncher;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.schedule.CellLauncher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An attempt at a cell whose files lie elsewhere. */
final class NodeTraining {
  private final CellOrder order;
  private final Errand.Here here;
  private final Correspondence letters;

  NodeTraining(CellOrder order, Errand.Here here) {
    this.order = order;
    this.here = here;
    this.letters = new Correspondence(order.cell(), here);
  }

  /** As {@link Errand#run} says. */
  int run() throws IOException, InterruptedException, NodeFaultException {
    return letters.about(this::train);
  }

  private int train(Letter.Start start)
      throws IOException, InterruptedException, NodeFaultException {
    NodeFitness.require(here.unfit());
    NodeFitness.require(order.platform(), order.jvm().memory());
    Path folder = NodeFolder.of(order.cache());
    NodeCache cache = new NodeCache(folder, here.pieces());
    List<Path> classPath = new ArrayList<>();
    for (Blob each : order.classPath()) {
      classPath.add(cache.file(each));
    }
    CellDirectory cell = new CellDirectory(folder.resolve("cells").resolve(order.fingerprint()));
    new NodeCell(order, cache, letters).prepare(cell, start);
    CellLauncher launcher =
        new WatchdogLauncher(
            new ForkedJvm(
                order.jvm().options(classPath, here.gpu(), folder.resolve("javacpp")),
                order.jvm().mainClass()),
            order.jvm().limit());
    Courier courier = new Courier(letters, cell, order.checkpointSeconds());
    int status;
    try (CourierRounds rounds = new CourierRounds(courier, Thread.currentThread())) {
      status = launcher.launch(cell);
    }
    courier.log();
    NodeFaultException.requireNone(cell, status);
    courier.all();
    FileTree.delete(cell.path());
    return status;
  }
}
