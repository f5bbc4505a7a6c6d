package io.github.dropblock.harness.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedDataTest {
  @TempDir Path cache;

  @Test
  void isKnownByItsName() {
    assertThat(PublishedData.named("cifar10")).contains(PublishedData.CIFAR10);
    assertThat(PublishedData.named("cifar10-npm")).contains(PublishedData.CIFAR10_NPM);
    assertThat(PublishedData.named("train.zip")).isEmpty();
  }

  @Test
  void liesInTheCacheUnderItsPublishedName() {
    assertThat(PublishedData.CIFAR10.in(cache))
        .isEqualTo(cache.resolve("downloads").resolve("cifar-10-binary.tar.gz"));
  }

  @Test
  void whatTheCacheHasIsNotFetchedAndNotSpokenOf() throws Exception {
    Path there = PublishedData.CIFAR10.in(cache);
    Files.createDirectories(there.getParent());
    Files.writeString(there, "as it was");
    List<String> said = new ArrayList<>();

    PublishedData.CIFAR10.fetchInto(cache, Connector.OF_THIS_JVM, said::add);

    assertThat(there).hasContent("as it was");
    assertThat(said).isEmpty();
  }
}
