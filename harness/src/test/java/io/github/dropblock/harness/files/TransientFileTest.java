package io.github.dropblock.harness.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransientFileTest {
  private static final String ABANDONED = "a.zip.01234567-89ab-cdef-0123-456789abcdef";

  @TempDir Path folder;

  @Test
  void isGoneOnceItIsClosed() throws IOException {
    Path cache = folder.resolve("cache");
    try (TransientFile file = TransientFile.in(cache, "a.zip")) {
      file.content().write(7);
      assertThat(file.path()).hasParent(cache.toAbsolutePath()).hasBinaryContent(new byte[] {7});
    }
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void whatAKilledProcessLeftGoesWithTheNext() throws IOException {
    Path left = old(ABANDONED);

    TransientFile.in(folder, "a.zip").close();

    assertThat(left).doesNotExist();
  }

  @Test
  void whatAnotherProcessHoldsStays() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String held = new String(holder.getInputStream().readNBytes(ABANDONED.length()));
      Files.setLastModifiedTime(folder.resolve(held), FileTime.from(Instant.EPOCH));

      TransientFile.in(folder, "a.zip").close();
      assertThat(folder.resolve(held)).exists();

      holder.destroyForcibly();
      assertThat(holder.waitFor(1, TimeUnit.MINUTES)).isTrue();
      TransientFile.in(folder, "a.zip").close();
      assertThat(folder.resolve(held)).doesNotExist();
    } finally {
      holder.destroyForcibly();
    }
  }

  /** Another process that has such a file. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      TransientFile file = TransientFile.in(Path.of(arguments[0]), "a.zip");
      System.out.print(file.path().getFileName());
      System.out.flush();
      Thread.sleep(TimeUnit.MINUTES.toMillis(5));
    }
  }

  @Test
  void whatThisProcessHoldsStaysAndStaysLocked() throws IOException {
    try (TransientFile held = TransientFile.in(folder, "a.zip")) {
      Files.setLastModifiedTime(held.path(), FileTime.from(Instant.EPOCH));
      TransientFile.in(folder, "a.zip").close();
      assertThat(held.path()).exists();
    }
  }

  @Test
  void filesOfOthersStay() throws IOException {
    Path thesis = old("a.zip.thesis");
    Path other = old("b.zip.01234567-89ab-cdef-0123-456789abcdef");
    Path locked = old("c.zip.01234567-89ab-cdef-0123-456789abcdef");
    try (FileChannel channel = FileChannel.open(locked, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      TransientFile.in(folder, "a.zip").close();
      TransientFile.in(folder, "c.zip").close();
    }
    assertThat(thesis).exists();
    assertThat(other).exists();
    assertThat(locked).exists();
  }

  private Path old(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "old");
    return Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
  }
}
