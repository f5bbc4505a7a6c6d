package io.github.dropblock.harness.spark;

import io.github.dropblock.harness.node.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Files of this machine that nodes need, each read and handed to Spark once. */
final class Blobs {
  /** A piece at most, bytes: what a node holds in memory while it writes a file down. */
  private static final int PIECE = 16 << 20;

  private final JavaSparkContext spark;
  private final Path folder;
  private final Map<FileVersion, Blob> known = new HashMap<>();
  private final Map<String, Path> files = new HashMap<>();
  private final Map<String, List<Broadcast<byte[]>>> broadcasts = new HashMap<>();

  /**
   * @param folder for jars made of folders
   */
  Blobs(JavaSparkContext spark, Path folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /** A file as it was at some time: pretrained weights come into being while a run goes on. */
  private record FileVersion(Path file, FileTime modified) {}

  /** What a file holds, or a jar of what a folder of a class path holds. */
  synchronized Blob of(Path path) throws IOException {
    FileVersion version = new FileVersion(path, Files.getLastModifiedTime(path));
    Blob blob = known.get(version);
    if (blob == null) {
      Path file = Files.isDirectory(path) ? FolderJar.of(path, folder) : path;
      blob = Blob.of(file);
      known.put(version, blob);
      files.put(blob.sha256(), file);
    }
    return blob;
  }

  /** The contents of files that {@link #of} has seen. */
  synchronized BroadcastPieces pieces(List<Blob> blobs) {
    Map<String, List<Broadcast<byte[]>>> pieces = new HashMap<>();
    for (Blob each : blobs) {
      pieces.put(
          each.sha256(),
          broadcasts.computeIfAbsent(
              each.sha256(), sha -> broadcast(Objects.requireNonNull(files.get(sha)))));
    }
    return new BroadcastPieces(pieces);
  }

  private List<Broadcast<byte[]>> broadcast(Path file) {
    List<Broadcast<byte[]>> pieces = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        pieces.add(spark.broadcast(piece));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pieces;
  }
}
