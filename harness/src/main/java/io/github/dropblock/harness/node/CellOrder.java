package io.github.dropblock.harness.node;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cell for a node that sees nothing of this machine's files.
 *
 * @param cell its number within the run
 * @param settings content of settings.json, with paths where the run directory is
 * @param fingerprint of all that its training depends on: what a node has left of the same goes on
 * @param classPath of the cell's JVM
 * @param split manifest of the images
 * @param pixels decoded images
 * @param weights to start from; null if it starts from scratch
 * @param jvm how its JVM is started
 * @param platform that the class path's native libraries are for, as {@link NodeFitness} has it
 * @param cache folder on each node; null for one in the user's home
 * @param checkpointSeconds after which a checkpoint comes back while the cell trains
 */
public record CellOrder(
    int cell,
    byte[] settings,
    String fingerprint,
    List<Blob> classPath,
    Blob split,
    Blob pixels,
    @Nullable Blob weights,
    CellJvm jvm,
    String platform,
    @Nullable String cache,
    int checkpointSeconds)
    implements Errand {
  public CellOrder {
    classPath = List.copyOf(classPath);
  }

  /** All files that the node must have. */
  public List<Blob> blobs() {
    return Stream.of(classPath.stream(), Stream.of(split, pixels), Stream.ofNullable(weights))
        .flatMap(blobs -> blobs)
        .distinct()
        .toList();
  }

  @Override
  public int run(Here here) throws IOException, InterruptedException, NodeFaultException {
    return new NodeTraining(this, here).run();
  }
}
