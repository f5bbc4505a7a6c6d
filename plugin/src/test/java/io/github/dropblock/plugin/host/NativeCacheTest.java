package io.github.dropblock.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {
  @TempDir Path temporary;
  private Path cache;

  @BeforeEach
  void make() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("unix"));
    cache = mode(Files.createDirectories(temporary.toRealPath().resolve("cache")), "rwxr-xr-x");
  }

  private static Path mode(Path path, String permissions) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private Path in(String name, String permissions) throws IOException {
    return mode(Files.createDirectories(cache.resolve(name)), permissions);
  }

  @Test
  void aFolderOfOnesOwnIsNothingToSpeakOf() throws IOException {
    in("javacpp", "rwxr-xr-x");
    assertThat(new NativeCache(cache, false).warnings()).isEmpty();
  }

  @Test
  void soIsOneThatIsNotThereYet() throws IOException {
    assertThat(new NativeCache(cache.resolve("new"), false).warnings()).isEmpty();
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void aFolderThatEveryoneMayWriteToIsRefused() throws IOException {
    mode(cache, "rwxrwxrwx");
    assertThatIllegalArgumentException()
        .isThrownBy(new NativeCache(cache, false)::warnings)
        .withMessage(
            "%s may be written to by everyone (chmod o-w fixes it), and native code and weights"
                + " from %s are used unseen; fix that, choose another -Ddropblock.cache, or take"
                + " the folder as it is with -Ddropblock.trustCache=true",
            cache, cache);
  }

  @Test
  void soIsOneBelowWhateverTheFolderAboveItIs() throws IOException {
    for (String name : new String[] {"javacpp/nd4j.jar", "cuda/library/sm_90", "weights/1"}) {
      Path open = in(name, "rwxrwxrwx");
      assertThatIllegalArgumentException()
          .isThrownBy(new NativeCache(cache, false)::warnings)
          .withMessageStartingWith(open + " may be written to by everyone");
      mode(open, "rwxr-xr-x");
    }
  }

  @Test
  void anotherUsersLibraryIsRefused() throws IOException {
    Path library = Files.createFile(in("javacpp", "rwxr-xr-x").resolve("libnd4j.so"));
    assumeTrue(isGivenAway(library));
    assertThatIllegalArgumentException()
        .isThrownBy(new NativeCache(cache, false)::warnings)
        .withMessageStartingWith(library + " belongs to another user, and ");
  }

  /** Only root can. */
  private static boolean isGivenAway(Path file) {
    try {
      Files.setAttribute(file, "unix:uid", 4711);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void whoTrustsItIsToldAndNotStopped() throws IOException {
    mode(cache, "rwxrwxrwx");
    assertThat(new NativeCache(cache, true).warnings())
        .containsExactly(
            cache
                + " may be written to by everyone (chmod o-w fixes it); it is used all the same, as"
                + " -Ddropblock.trustCache=true says so");
  }

  @Test
  void aFolderOfAGroupIsWarnedOf() throws IOException {
    Path shared = in("javacpp", "rwxrwxr-x");
    assertThat(new NativeCache(cache, false).warnings())
        .containsExactly(
            shared
                + " may be written to by its group (chmod g-w fixes it); whoever that is can run"
                + " code as you, through the cache's libraries");
  }

  /** Such as /builds of some CI servers, which holds the project of a single user. */
  @Test
  void aFolderThatCouldBePutInAnothersPlaceIsWarnedOf() throws IOException {
    Path around = mode(cache.getParent(), "rwxrwxrwx");
    assertThat(new NativeCache(cache, false).warnings())
        .containsExactly(
            around
                + ", in which it lies, may be written to by everyone (chmod o-w or +t fixes it);"
                + " whoever that is can run code as you, through the cache's libraries");
  }

  @Test
  void soIsOneThatLiesInAnotherUsersFolder() throws IOException {
    Path around = cache.getParent();
    assumeTrue(isGivenAway(around));
    assertThat(new NativeCache(cache, false).warnings())
        .singleElement()
        .asString()
        .startsWith(around + ", in which it lies, belongs to another user;");
  }

  @Test
  void whereEachMayDeleteOnesOwnAloneNobodyCan() throws IOException {
    Path around = cache.getParent();
    Files.setAttribute(around, "unix:mode", 01777);
    assertThat(new NativeCache(cache, false).warnings()).isEmpty();
  }
}
