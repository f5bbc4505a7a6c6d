package io.github.dropblock.harness.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipMemberTest {
  private static final List<String> WANTED = List.of("org/one.so", "org/two.so");

  @TempDir Path folder;
  private Path jar;

  @BeforeEach
  void jar() throws IOException {
    jar = folder.resolve("libraries.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name : List.of("org/one.so", "org/two.so", "org/three.so")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void whatIsWantedIsTakenOutAndNothingElse() throws IOException {
    assertThat(ZipMember.areUnpacked(WANTED, folder)).isFalse();

    ZipMember.unpack(jar, WANTED, folder);

    assertThat(ZipMember.areUnpacked(WANTED, folder)).isTrue();
    assertThat(folder.resolve("two.so")).hasContent("org/two.so");
    assertThat(folder.resolve("three.so")).doesNotExist();
  }

  @Test
  void whatIsThereStaysUnlessItIsOfAnotherSize() throws IOException {
    Files.writeString(folder.resolve("one.so"), "a link's o");
    Files.writeString(folder.resolve("two.so"), "cut");

    ZipMember.unpack(jar, WANTED, folder);

    assertThat(folder.resolve("one.so")).hasContent("a link's o");
    assertThat(folder.resolve("two.so")).hasContent("org/two.so");
  }

  @Test
  void whatIsNotInThereIsNamedWithWhatToDo() {
    assertThatThrownBy(() -> ZipMember.unpack(jar, List.of("org/four.so"), folder))
        .isInstanceOf(IOException.class)
        .hasMessage(jar + " holds no org/four.so; delete it, so that it is fetched anew");
  }
}
