package io.github.dropblock.harness.archive;

import static io.github.dropblock.harness.archive.TravellingRun.DROP_1;
import static io.github.dropblock.harness.archive.TravellingRun.NONE_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.files.OneLine;
import io.github.dropblock.harness.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive from a stranger makes a run, or is refused in a line and changes nothing. */
@Timeout(120)
class HostileArchivesTest {
  private static final String CELL = "cells/alexnet-none-s1/";

  @TempDir Path folder;

  private Path archive;
  private Path there;
  private Map<String, byte[]> entries;

  @BeforeEach
  void export() throws IOException {
    archive =
        TravellingRun.export(TravellingRun.photos(folder.resolve("run"), List.of(NONE_1)), false);
    there = folder.resolve("runs/there");
    entries = new TreeMap<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
  }

  @Test
  void theEntriesThatOthersAreMadeFromAreGood() throws IOException {
    pack();

    assertThat(bring().added()).containsExactly(NONE_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.txt",
        "../../evil.txt",
        "/evil.txt",
        "C:/evil.txt",
        "..\\evil.txt",
        "cells/../../evil.txt",
        "cells/../settings.json",
        "cells/alexnet-none-s1/../../run.json",
        "cells/alexnet-none-s1//settings.json",
        "cells/alexnet-none-s1/evil.sh",
        "cells/alexnet-none-s1/log.txt",
        "cells/alexnet-none-s1/run.lock",
        "cells/ALEXNET-none-s1/settings.json",
        "report/index.html",
        "cells\u202e/a",
        "evil\u001b[31m.txt"
      })
  void aNameThatNoRunsFileHasIsRefused(String name) throws IOException {
    entries.put(name, new byte[] {1});
    pack();

    assertRefused("as no exported run does");
    assertThat(there).doesNotExist();
    assertThat(folder.resolve("evil.txt")).doesNotExist();
    assertThat(folder.resolve("runs/evil.txt")).doesNotExist();
  }

  @Test
  void aNameThatStandsTwiceIsRefused() throws IOException {
    entries.put(CELL + "result.jsom", entries.get(CELL + "result.json"));
    pack();
    byte[] bytes = Files.readAllBytes(archive);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Files.write(
        archive, text.replace("result.jsom", "result.json").getBytes(StandardCharsets.ISO_8859_1));

    assertRefused("result.json twice");
  }

  @Test
  void aLinkIsNotMadeOne() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "a secret");
    entries.put(CELL + "metrics.csv", secret.toString().getBytes(StandardCharsets.UTF_8));
    pack();
    markAsLink(CELL + "metrics.csv");

    assertRefused("metrics.csv");
    assertThat(there).doesNotExist();
    assertThat(secret).hasContent("a secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cells/alexnet-none-s1", "arrivals", "data"})
  void aLinkInARunDirectoryIsNotFollowed(String name) throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("kept"), "kept");
    Files.createDirectories(there.resolve(name).getParent());
    Files.createSymbolicLink(there.resolve(name), elsewhere);

    assertThatThrownBy(this::bring)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(there.toRealPath().resolve(name) + " is a link");
    assertThat(elsewhere).isDirectoryContaining(file -> file.endsWith("kept"));
    assertThat(elsewhere.toFile().list()).containsExactly("kept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data/split.csv", "run.json", CELL + "metrics.csv"})
  void aFileThatGrowsWithoutEndIsRefused(String name) throws IOException {
    bomb(name, 80L << 20);
    assertThat(Files.size(archive)).isLessThan(1 << 20);

    assertRefused("which grows larger than a run's files do");
    assertThat(there).doesNotExist();
  }

  @Test
  void aFileThatHidesItsSizeIsRefusedAllTheSame() throws IOException {
    bomb(CELL + "metrics.csv", 80L << 20);
    claim(CELL + "metrics.csv", 10);

    assertThatThrownBy(this::bring)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(archive.toString());
    assertThat(there.resolve("run.json")).doesNotExist();
    assertThat(there.resolve("arrivals")).doesNotExist();
  }

  @Test
  void weightsThatAreLargerThanTheirArchiveAreRefused() throws IOException {
    bomb(CELL + "checkpoint.zip", 80L << 20);

    assertRefused("checkpoint.zip, which grows larger");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run.json | \"seeds\" : [ 1, 2 ] | \"seeds\" : [ 2 ] | which the matrix in its run.json does not have",
        "run.json | \"schema\" : 1 | \"schema\" : 9 | its schema is 9",
        "run.json | \"batchSize\" : 32 | \"batchSize\" : 64 | other settings than its run.json names",
        "run.json | \"backend\" : \"cpu\" | \"backend\" : \"cuda\" | another backend",
        "data/split.csv | ,train, | ,test, | is not the split that its run.json names",
        "cells/alexnet-none-s1/settings.json | \"seed\" : 1 | \"seed\" : 2 | holds settings of alexnet-none-s2",
        "cells/alexnet-none-s1/settings.json | \"fingerprint\" : \" | \"fingerprint\" : \"0 | another split",
        "cells/alexnet-none-s1/result.json | 262 | 292 | is not what its SHA256SUMS says",
        "cells/alexnet-none-s1/metrics.csv | 0.5 | 0.4 | is not what its SHA256SUMS says",
        "cells/alexnet-none-s1/predictions.csv | 0.9 | 0.8 | is not what its SHA256SUMS says",
        "cells/alexnet-none-s1/settings.json | { | [ | does not hold a CellSettings"
      })
  void whatDoesNotFitTogetherIsRefused(String name, String text, String other, String reason)
      throws IOException {
    replace(name, text, other);
    pack();

    assertRefused(reason);
    assertThat(there.resolve("run.json")).doesNotExist();
  }

  @Test
  void rightChecksumsOfWrongPredictionsDoNotHelp() throws IOException {
    replace(CELL + "result.json", "\"testCorrect\" : 262", "\"testCorrect\" : 292");
    entries.put(
        CELL + "SHA256SUMS",
        (Sha256.of(entries.get(CELL + "metrics.csv"))
                + "  metrics.csv\n"
                + Sha256.of(entries.get(CELL + "predictions.csv"))
                + "  predictions.csv\n"
                + Sha256.of(entries.get(CELL + "result.json"))
                + "  result.json\n")
            .getBytes(StandardCharsets.UTF_8));
    pack();

    assertRefused(
        "says that 292 of 300 test images were classified right, and its predictions 262");
  }

  @Test
  void predictionsOfOtherImagesThanTheSplitsAreRefused() throws IOException {
    replace(CELL + "predictions.csv", "cat.0.jpg", "cat.1000.jpg");
    entries.remove(CELL + "SHA256SUMS");
    pack();

    assertRefused("the predictions of alexnet-none-s1 are not of the split's test images");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.json", "data/split.csv"})
  void withoutWhatMakesItARunItIsRefused(String name) throws IOException {
    entries.remove(name);
    pack();

    assertRefused("has no " + name);
  }

  @ParameterizedTest
  @CsvSource({
    "settings.json, has no settings.json",
    "metrics.csv, SHA256SUMS",
    "result.json, has neither result.json nor checkpoint.zip"
  })
  void aCellWithoutItsFilesIsRefused(String name, String reason) throws IOException {
    entries.remove(CELL + name);
    pack();

    assertThatThrownBy(this::bring)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(archive.toString());
    assertThat(there.resolve("run.json")).doesNotExist();
  }

  @Test
  void aMatrixOfMoreCellsThanAnybodyTrainsIsRefused() throws IOException {
    StringBuilder seeds = new StringBuilder("1, 2");
    for (int seed = 3; seed < 10_000; seed++) {
      seeds.append(", ").append(seed);
    }
    replace("run.json", "\"seeds\" : [ 1, 2 ]", "\"seeds\" : [ " + seeds + " ]");
    pack();

    assertRefused("19998 cells are asked for; 10000 are the most");
  }

  @Test
  void whatIsNoZipIsRefused() throws IOException {
    Files.writeString(archive, "no zip");

    assertRefused("is not an archive that can be read");
    assertThat(there).doesNotExist();
  }

  @Test
  void aRefusedArchiveLeavesARunAsItWas() throws IOException {
    bring();
    byte[] before = Files.readAllBytes(there.resolve("run.json"));
    archive =
        TravellingRun.export(TravellingRun.photos(folder.resolve("more"), List.of(DROP_1)), false);
    entries.clear();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    replace("cells/alexnet-dropout-dropblock-s1/result.json", "266", "296");
    pack();

    assertRefused("SHA256SUMS");
    assertThat(there.resolve("run.json")).hasBinaryContent(before);
    assertThat(TravellingRun.files(there, DROP_1).path()).doesNotExist();
  }

  @Test
  void settingsThatNameNoSplitAreRefused() throws IOException {
    replace(CELL + "settings.json", "\"fingerprint\"", "\"fingerprinx\"");
    pack();

    assertThatThrownBy(this::bring)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(archive.toString());
  }

  @Test
  void bytesChangedAtRandomAreTakenOrRefusedInALine() throws IOException {
    byte[] whole = Files.readAllBytes(archive);
    Random dice = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] changed = whole.clone();
      for (int flips = 1 + dice.nextInt(4); flips > 0; flips--) {
        changed[dice.nextInt(changed.length)] ^= (byte) (1 << dice.nextInt(8));
      }
      Files.write(archive, changed);
      there = folder.resolve("runs/" + i);
      OneLine.orRead(this::bring);
      assertThat(there.resolve("arrivals")).doesNotExist();
    }
  }

  /** It says of itself which images tested: one that was learnt as well must not come in. */
  @Test
  void aSplitThatTestsWhatItTrainsIsRefused() throws IOException {
    String split = new String(entries.get("data/split.csv"), StandardCharsets.UTF_8);
    String tested = split.lines().filter(line -> line.contains(",test,")).findFirst().orElseThrow();
    String leaking = split + tested.replace(",test,", ",train,") + "\n";
    entries.put("data/split.csv", leaking.getBytes(StandardCharsets.UTF_8));
    for (String name : List.of("run.json", CELL + "settings.json")) {
      replace(name, Sha256.of(split), Sha256.of(leaking));
    }
    pack();

    assertRefused("split.csv has " + tested.substring(0, tested.indexOf(',')) + " twice");
  }

  @Test
  void anArchiveCutShortIsRefusedInALine() throws IOException {
    byte[] whole = Files.readAllBytes(archive);
    for (int bytes = 0; bytes < whole.length; bytes += 97) {
      Files.write(archive, Arrays.copyOf(whole, bytes));
      assertThatThrownBy(this::bring)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(archive.toString());
    }
  }

  private Imported bring() throws IOException {
    return TravellingRun.bring(archive, there);
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(this::bring)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(archive.toString())
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("\n", "\u001b", "\u202e", "arrivals");
  }

  private void replace(String name, String text, String by) {
    String content = new String(entries.get(name), StandardCharsets.UTF_8);
    assertThat(content).contains(text);
    entries.put(name, content.replace(text, by).getBytes(StandardCharsets.UTF_8));
  }

  private void pack() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
  }

  /** Packs a file of nothing, which shrinks to a thousandth, in the place of one. */
  private void bomb(String name, long bytes) throws IOException {
    entries.put(name, new byte[0]);
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        if (entry.getKey().equals(name)) {
          try (InputStream nothing = nothing(bytes)) {
            nothing.transferTo(zip);
          }
        } else {
          zip.write(entry.getValue());
        }
        zip.closeEntry();
      }
    }
  }

  private static InputStream nothing(long bytes) {
    return new InputStream() {
      private long left = bytes;

      @Override
      public int read() {
        return left-- > 0 ? 0 : -1;
      }

      @Override
      public int read(byte[] into, int from, int count) {
        int read = (int) Math.min(left, count);
        left -= read;
        return read == 0 ? -1 : read;
      }
    };
  }

  /** Sets what the directory says of a file's size. */
  private void claim(String name, int bytes) throws IOException {
    byte[] zip = Files.readAllBytes(archive);
    int at = directoryEntry(zip, name);
    for (int i = 0; i < 4; i++) {
      zip[at + 24 + i] = (byte) (bytes >> 8 * i);
    }
    Files.write(archive, zip);
  }

  /** Gives a file the mode of a symbolic link, as zips from Unix have it. */
  private void markAsLink(String name) throws IOException {
    byte[] zip = Files.readAllBytes(archive);
    int at = directoryEntry(zip, name);
    zip[at + 5] = 3;
    zip[at + 40] = (byte) 0xff;
    zip[at + 41] = (byte) 0xa1;
    Files.write(archive, zip);
  }

  /** Where a file's entry in the zip's directory begins (APPNOTE.TXT, 4.3.12). */
  private static int directoryEntry(byte[] zip, String name) {
    String text = new String(zip, StandardCharsets.ISO_8859_1);
    for (int at = text.indexOf("PK\u0001\u0002");
        at >= 0;
        at = text.indexOf("PK\u0001\u0002", at + 1)) {
      if (text.startsWith(name, at + 46)) {
        return at;
      }
    }
    throw new AssertionError("no entry " + name);
  }
}
