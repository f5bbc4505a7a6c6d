package io.github.dropblock.harness.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCacheTest {
  @TempDir Path temporary;
  private final List<Blob> fetched = new ArrayList<>();

  private Path source(String content) throws IOException {
    return Files.writeString(temporary.resolve("source.jar"), content);
  }

  private NodeCache cache(String... pieces) {
    return new NodeCache(
        temporary.resolve("cache"),
        blob -> {
          fetched.add(blob);
          Iterator<String> each = List.of(pieces).iterator();
          return new Iterator<>() {
            @Override
            public boolean hasNext() {
              return each.hasNext();
            }

            @Override
            public byte[] next() {
              return each.next().getBytes(StandardCharsets.UTF_8);
            }
          };
        });
  }

  @Test
  void aFileIsPutTogetherOutOfItsPiecesUnderItsOwnName() throws Exception {
    Path file = cache("first, ", "second").file(Blob.of(source("first, second")));

    assertThat(file).hasContent("first, second");
    assertThat(file.getFileName()).hasToString("source.jar");
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws Exception {
    Blob blob = Blob.of(source("content"));
    cache("content").file(blob);
    cache("content").file(blob);

    assertThat(fetched).hasSize(1);
  }

  @Test
  void whatArrivesDamagedIsRefusedAndNotKept() throws Exception {
    Blob blob = Blob.of(source("content"));

    assertThatThrownBy(() -> cache("c0ntent").file(blob))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("source.jar arrived damaged");
    assertThat(cache("content").file(blob)).hasContent("content");
  }

  @Test
  void aFileThatWasCutShortOnTheNodeIsFetchedAgain() throws Exception {
    Blob blob = Blob.of(source("content"));
    Path file = cache("content").file(blob);
    Files.writeString(file, "cont");

    assertThat(cache("content").file(blob)).hasContent("content");
    assertThat(fetched).hasSize(2);
  }

  @Test
  void aNodeWithoutRoomSaysWhereAndWhatToDo() throws Exception {
    Blob huge = new Blob("a".repeat(64), "images.pixels", Long.MAX_VALUE / 2);

    assertThatThrownBy(() -> cache().file(huge))
        .isInstanceOf(NodeFaultException.class)
        .hasMessageContaining(temporary.resolve("cache").toString())
        .hasMessageContaining("images.pixels needs")
        .satisfies(Helped.by(Remedy.FREE_SPACE_THERE, Remedy.CHOOSE_OTHER_NODE_CACHE));
    assertThat(fetched).isEmpty();
  }

  @Test
  void aNameThatLeadsElsewhereIsNoBlob() {
    for (String name : List.of("../x", "a/b", ".x", "a\\b", "")) {
      assertThatThrownBy(() -> new Blob("a".repeat(64), name, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
