package io.github.dropblock.harness.files;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTreeTest {
  @TempDir Path temporary;

  private Path root;
  private PlainTree tree;

  @BeforeEach
  void make() throws IOException {
    root = Files.createDirectories(temporary.toRealPath().resolve("run"));
    tree = new PlainTree(root);
    Files.createDirectories(root.resolve("cells/alexnet-none-s1"));
    Files.writeString(root.resolve("run.json"), "{}");
  }

  @Test
  void filesAndFoldersArePlain() {
    assertThatCode(tree::require).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "run.lock", "cells/alexnet-none-s1/log.txt", "cells/vgg"})
  void aLinkIsRefusedWhereverItLeads(String name) throws IOException {
    Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(root.resolve(name), elsewhere);
    assertThatIOException()
        .isThrownBy(tree::require)
        .withMessage(
            link
                + " is a link, and a run directory holds files and folders alone; delete it, or put"
                + " what it leads to in its place");
  }

  @Test
  void soIsOneThatLeadsNowhere() throws IOException {
    Files.createSymbolicLink(root.resolve("report"), temporary.resolve("missing"));
    assertThatIOException().isThrownBy(tree::require).withMessageContaining("report is a link");
  }

  @Test
  void soIsAPipe() throws Exception {
    Process made =
        new ProcessBuilder("mkfifo", root.resolve("log.txt").toString()).inheritIO().start();
    assumeTrue(made.waitFor() == 0);
    assertThatIOException()
        .isThrownBy(tree::require)
        .withMessageContaining("log.txt is not a plain file");
  }

  @Test
  void theRootMayBeALinkSinceTheUserNamedIt() throws IOException {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), root);
    assertThatCode(new PlainTree(link)::require).doesNotThrowAnyException();
  }

  @Test
  void aFolderThatIsNotThereHoldsNoLinks() {
    assertThatCode(new PlainTree(temporary.resolve("missing"))::require).doesNotThrowAnyException();
  }
}
