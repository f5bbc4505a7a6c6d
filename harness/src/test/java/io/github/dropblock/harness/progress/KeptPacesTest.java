package io.github.dropblock.harness.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptPacesTest {
  @TempDir Path cache;

  private KeptPaces paces;

  @BeforeEach
  void open() {
    paces = new KeptPaces(cache);
  }

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(paces.of("alexnet", 100)).isEmpty();
  }

  @Test
  void anEpochGrowsWithItsImagesAndTheRestOfACellDoesNot() {
    paces.keep("alexnet", 100, new Pace(4, 7));
    assertThat(new KeptPaces(cache).of("alexnet", 250)).contains(new Pace(10, 7));
  }

  @Test
  void theLastRunCounts() {
    paces.keep("alexnet", 100, new Pace(4, 7));
    paces.keep("alexnet", 100, new Pace(2, 5));
    assertThat(paces.of("alexnet", 100)).contains(new Pace(2, 5));
  }

  @Test
  void aStepTimedAloneLeavesWhatIsKnownOfTheRest() {
    paces.keep("alexnet", 100, new Pace(4, 7));
    paces.keep("alexnet", 100, new Pace(2, 0));
    assertThat(paces.of("alexnet", 100)).contains(new Pace(2, 7));
  }

  @Test
  void aDamagedFileIsWrittenAnew() throws IOException {
    Files.writeString(cache.resolve("paces.json"), "{\"paces\": 4");
    assertThat(paces.of("alexnet", 100)).isEmpty();
    paces.keep("alexnet", 100, new Pace(4, 7));
    assertThat(paces.of("alexnet", 100)).contains(new Pace(4, 7));
  }

  @Test
  void aCacheThatCannotBeWrittenToFailsNothing() throws IOException {
    Path file = Files.writeString(cache.resolve("file"), "");
    KeptPaces nowhere = new KeptPaces(file);
    nowhere.keep("alexnet", 100, new Pace(4, 7));
    assertThat(nowhere.of("alexnet", 100)).isEmpty();
  }

  @Test
  void onlyTheLatestKindsAreKept() {
    for (int i = 0; i < 120; i++) {
      paces.keep("kind " + i, 100, new Pace(i + 1, 1));
    }
    assertThat(paces.of("kind 0", 100)).isEmpty();
    assertThat(paces.of("kind 119", 100)).contains(new Pace(120, 1));
  }
}
