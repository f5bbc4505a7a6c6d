package io.github.dropblock.harness.spark;

import io.github.dropblock.harness.node.Errand;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.resource.ResourceInformation;

/** A cell as a task of Spark: returns the exit status of the cell's JVM. */
final class CellTask implements Function<Errand, Integer> {
  private static final long serialVersionUID = 1L;

  private final BroadcastPieces pieces;

  CellTask(BroadcastPieces pieces) {
    this.pieces = pieces;
  }

  @Override
  public Integer call(Errand errand) throws Exception {
    TaskContext task = TaskContext.get();
    SparkEnv here = SparkEnv.get();
    return errand.run(
        new Errand.Here(
            task.taskAttemptId(),
            "%s, executor %s"
                .formatted(here.blockManager().blockManagerId().host(), here.executorId()),
            gpu(task),
            CellPlugin.unfit(),
            pieces,
            CellPlugin.post()));
  }

  private static Optional<String> gpu(TaskContext task) {
    return Optional.ofNullable(task.resourcesJMap().get("gpu"))
        .map(ResourceInformation::addresses)
        .map(addresses -> String.join(",", addresses));
  }
}
