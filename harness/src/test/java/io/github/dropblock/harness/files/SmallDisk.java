package io.github.dropblock.harness.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system in memory that is soon full. Only root may make one. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts it, or skips the test where that is not allowed. */
  public static SmallDisk mount(Path folder, int kilobytes)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    int status =
        run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", folder.toString());
    Assumptions.assumeTrue(status == 0, "this user may not mount a file system");
    return new SmallDisk(folder);
  }

  public Path folder() {
    return folder;
  }

  /** Changes it, such as {@code size=10m} or {@code ro}. */
  public void remount(String options) throws IOException, InterruptedException {
    if (run("mount", "-o", "remount," + options, folder.toString()) != 0) {
      throw new IOException("can't remount " + folder);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (run("umount", "-l", folder.toString()) != 0) {
        throw new IOException("can't unmount " + folder);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while unmounting " + folder, e);
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException noSuchProgram) {
      return 127;
    }
  }
}
