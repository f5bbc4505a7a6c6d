package io.github.dropblock.harness.fatbin;

import io.github.dropblock.harness.files.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compiled modules of one library, by one compiler, for one GPU, in a folder that outlives whoever
 * is ended before the last of them. One process at a time has it.
 */
final class Modules implements Closeable {
  private static final String KEPT = ".fatbin";
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel channel;

  /** Where the build is ended: the library that is read takes most of a gigabyte. */
  private final Thread atShutdown = new Thread(this::removeScratchAtShutdown, "modules' end");

  private Modules(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Makes the folder or takes it up, without what was half done.
   *
   * @throws IOException in a line, if another process has it
   */
  static Modules open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      throw new IOException(
          folder + " is in use: another build compiles the same; wait until that is done");
    }
    Modules modules = new Modules(folder, channel);
    modules.removeScratch();
    Runtime.getRuntime().addShutdownHook(modules.atShutdown);
    return modules;
  }

  private void removeScratchAtShutdown() {
    try {
      removeScratch();
    } catch (IOException e) {
      // The next one to open the folder does it.
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private void removeScratch() throws IOException {
    for (Path file : files()) {
      String name = file.getFileName().toString();
      if (!name.endsWith(KEPT) && !name.equals(LOCK)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private Path place(long offset) {
    return folder.resolve(Long.toHexString(offset) + KEPT);
  }

  /**
   * @param offset of the module in its library
   */
  boolean has(long offset) {
    return Files.exists(place(offset));
  }

  void keep(long offset, byte[] module) throws IOException {
    AtomicFile.write(place(offset), out -> out.write(module));
  }

  byte[] read(long offset) throws IOException {
    return Files.readAllBytes(place(offset));
  }

  /** A file of no use to anybody later. */
  Path scratch(String name) {
    return folder.resolve(name);
  }

  /** Forgets all of it: it is in the library. */
  void discard() throws IOException {
    for (Path file : files()) {
      if (!file.getFileName().toString().equals(LOCK)) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    } catch (IllegalStateException e) {
      // It is running.
    }
    removeScratch();
    boolean empty = files().size() == 1;
    if (empty) {
      Files.deleteIfExists(folder.resolve(LOCK));
    }
    channel.close();
    if (empty) {
      Files.deleteIfExists(folder);
    }
  }
}
