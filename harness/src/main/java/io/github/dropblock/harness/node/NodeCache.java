package io.github.dropblock.harness.node;

import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.FileDigest;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files that cells on a node have needed so far, {@code blobs/<sha256>/<name>}, shared by all
 * that runs there under one user. A file is believed to hold what its folder's name says once this
 * JVM has read it through.
 */
final class NodeCache {
  /** Left free of whatever the cache takes: other programs live on the disk too. */
  private static final long RESERVE = 256L << 20;

  /** By path: one JVM may see several caches, and its threads share no file lock. */
  private static final Map<Path, Object> MONITORS = new ConcurrentHashMap<>();

  private static final Set<Path> READ_THROUGH = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Pieces pieces;

  NodeCache(Path folder, Pieces pieces) {
    this.folder = folder;
    this.pieces = pieces;
  }

  /**
   * A file's place in the cache, fetched if it is not there yet.
   *
   * @throws NodeFaultException if the disk has no room for it, or can't be written
   */
  Path file(Blob blob) throws IOException, NodeFaultException {
    Path file = folder.resolve("blobs").resolve(blob.sha256()).resolve(blob.name());
    Path key = file.toAbsolutePath();
    synchronized (MONITORS.computeIfAbsent(key, path -> new Object())) {
      if (!READ_THROUGH.contains(key)
          || Files.notExists(file)
          || Files.size(file) != blob.bytes()) {
        bring(blob, file);
        READ_THROUGH.add(key);
      }
    }
    return file;
  }

  private void bring(Blob blob, Path file) throws IOException, NodeFaultException {
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw unwritable(e);
    }
    // Against other processes on this node; the system frees it when this one ends.
    try (FileChannel channel =
            FileChannel.open(
                file.resolveSibling("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (Files.notExists(file) || !FileDigest.of(file, "SHA-256").equals(blob.sha256())) {
        requireRoom(blob);
        write(blob, file);
      }
    }
  }

  private void requireRoom(Blob blob) throws IOException, NodeFaultException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < blob.bytes() + RESERVE) {
      throw new NodeFaultException(
          ExitCode.NO_SPACE,
          "%s has %s MB free, and %s needs %s MB"
              .formatted(
                  folder, free / 1_000_000, blob.name(), (blob.bytes() + RESERVE) / 1_000_000),
          Remedy.FREE_SPACE_THERE,
          Remedy.CHOOSE_OTHER_NODE_CACHE);
    }
  }

  private void write(Blob blob, Path file) throws IOException, NodeFaultException {
    Iterator<byte[]> content = pieces.of(blob);
    try {
      AtomicFile.write(
          file,
          out -> {
            while (content.hasNext()) {
              out.write(content.next());
            }
          });
    } catch (IOException e) {
      throw unwritable(e);
    }
    String arrived = FileDigest.of(file, "SHA-256");
    if (!arrived.equals(blob.sha256())) {
      Files.delete(file);
      throw new IOException(
          "%s arrived damaged: its SHA-256 is %s instead of %s"
              .formatted(blob.name(), arrived, blob.sha256()));
    }
  }

  private static NodeFaultException unwritable(IOException cause) {
    return new NodeFaultException(
        ExitCode.NO_SPACE, Complaint.of(cause).or(Remedy.CHOOSE_OTHER_NODE_CACHE));
  }
}
