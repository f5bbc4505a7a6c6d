package io.github.dropblock.harness.fatbin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dropblock.harness.backend.ComputeCapability;
import io.github.dropblock.harness.backend.CudaKernels;
import io.github.dropblock.harness.backend.PreparedKernels;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the compiler that stands in is a shell script")
class KernelPreparationTest {
  private static final String ENTRY = "org/library.so";
  private static final ComputeCapability HOPPER = new ComputeCapability(9, 0);

  @TempDir Path folder;
  private Path jar;
  private PreparedKernels cache;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void makeJar() throws IOException {
    jar = folder.resolve("nd4j.jar");
    cache = new PreparedKernels(folder.resolve("cache"));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry(ENTRY));
      zip.write(Kernels.library());
    }
  }

  /** A compiler whose machine code is the PTX itself, with the options that it was given. */
  private Ptxas fake(String body) throws IOException {
    Path program = folder.resolve("ptxas");
    Files.writeString(
        program,
        "#!/bin/sh\n"
            + "[ \"$1\" = --version ] && { echo 'Cuda compilation tools, release 13.0, V13.0.88'; exit; }\n"
            + body
            + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Ptxas.of(program);
  }

  private Path prepare(Ptxas compiler) throws IOException, InterruptedException {
    return new KernelPreparation(compiler, 2, said::add).prepare(jar, ENTRY, HOPPER, cache);
  }

  private Path prepared() throws IOException, InterruptedException {
    return prepare(fake("echo \"$1 $2\" > \"$5\"; cat \"$3\" >> \"$5\""));
  }

  private static CudaKernels kernels(Path folder) throws IOException {
    try (KernelLibrary library = KernelLibrary.open(PreparedKernels.library(folder))) {
      return library.kernels();
    }
  }

  @Test
  void leavesALibraryForTheGpuWhereRunsFindIt() throws Exception {
    Path made = prepared();

    assertThat(kernels(made))
        .isEqualTo(new CudaKernels(new TreeSet<>(List.of(90)), new TreeSet<>()));
    assertThat(cache.find(HOPPER)).contains(made);
    assertThat(cache.find(new ComputeCapability(8, 0))).isEmpty();
    assertThat(said)
        .startsWith("Compiling 2 modules for sm_90 with ptxas 13.0.88, 2 at a time")
        .endsWith("Compiled 2 of 2, 100 % of the code, in 0 min");
  }

  @Test
  void eachModuleIsCompiledFromItsOwnPtx() throws Exception {
    Path library = PreparedKernels.library(prepared());
    List<String> codes = new ArrayList<>();
    try (KernelLibrary kernels = KernelLibrary.open(library);
        LibraryBytes bytes = LibraryBytes.open(library)) {
      for (FatBinary binary : kernels.binaries()) {
        codes.add(new String(binary.images().get(0).content(bytes)));
      }
    }

    assertThat(codes).hasSize(2).allMatch(code -> code.startsWith("-O3 -arch=sm_90\n"));
    assertThat(codes.get(0)).contains(".entry scale(");
    assertThat(codes.get(1)).contains(".entry shift(");
  }

  @Test
  void saysWhereTheLibraryComesFrom() throws Exception {
    JsonNode origin = new ObjectMapper().readTree(prepared().resolve("prepared.json").toFile());

    assertThat(origin.get("source").asText()).hasSize(64);
    assertThat(origin.get("computeCapability").asText()).isEqualTo("9.0");
    assertThat(origin.get("compiler").asText()).isEqualTo("ptxas 13.0.88");
    assertThat(origin.get("modules").asInt()).isEqualTo(2);
  }

  @Test
  void isDoneOnce() throws Exception {
    Path first = prepared();
    said.clear();

    assertThat(prepare(fake("exit 1"))).isEqualTo(first);
    assertThat(said).containsExactly("Nothing to do: the cache has it already.");
  }

  @Test
  void leavesNothingBehindButTheLibrary() throws Exception {
    Path made = prepared();

    try (Stream<Path> neighbours = Files.list(made.getParent())) {
      assertThat(neighbours).containsExactly(made);
    }
  }

  @Test
  void handsOnWhatTheCompilerComplainsAboutAndLeavesNothing() throws Exception {
    Ptxas broken = fake("echo \"ptxas fatal: Value 'sm_90' is not defined\"; exit 255");

    assertThatThrownBy(() -> prepare(broken))
        .isInstanceOf(IOException.class)
        .hasMessage(
            broken.program()
                + " failed (status 255): ptxas fatal: Value 'sm_90' is not defined; a newer CUDA toolkit may help");
    assertThat(cache.find(HOPPER)).isEmpty();
  }

  @Test
  void refusesAGpuOlderThanThePtx() throws Exception {
    assertThatThrownBy(
            () ->
                new KernelPreparation(fake("exit 1"), 1, said::add)
                    .prepare(jar, ENTRY, new ComputeCapability(5, 0), cache))
        .hasMessageContaining(
            "PTX for sm_86, of which nothing compiles for compute capability 5.0");
  }

  @Test
  void findsNoCompilerWhereThereIsNone() throws IOException {
    assertThat(Ptxas.find(List.of(folder.resolve("nothing")))).isEmpty();
  }

  @Test
  void saysWhereToGetTheCompiler() {
    assertThatThrownBy(() -> Ptxas.of(folder.resolve("nothing")))
        .hasMessageContaining("can't be started")
        .satisfies(Helped.by(Remedy.INSTALL_CUDA_TOOLKIT, Remedy.NAME_PTXAS));
  }

  /** The first module's file counts the calls; the second is refused once. */
  @Test
  void goesOnWhereItStopped() throws Exception {
    String compiles = "echo x >> '%s/calls'; cat \"$3\" > \"$5\"".formatted(folder);
    Ptxas failing = fake("[ -e '%s/calls' ] && exit 1; %s".formatted(folder, compiles));
    assertThatThrownBy(
            () -> new KernelPreparation(failing, 1, said::add).prepare(jar, ENTRY, HOPPER, cache))
        .isInstanceOf(IOException.class);
    Path left;
    try (Stream<Path> unfinished = Files.list(cache.folder(HOPPER, "").toAbsolutePath())) {
      left =
          unfinished
              .filter(path -> path.getFileName().toString().startsWith("unfinished-"))
              .findFirst()
              .orElseThrow();
    }
    try (Stream<Path> files = Files.list(left)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("the library, the PTX and what was half done are gone")
          .hasSize(2)
          .contains("lock")
          .anyMatch(name -> name.endsWith(".fatbin"));
    }
    said.clear();

    Path made = prepare(fake(compiles));

    assertThat(said.get(0))
        .isEqualTo(
            "Compiling 1 modules for sm_90 with ptxas 13.0.88, 2 at a time; 1 are there already");
    assertThat(Files.readAllLines(folder.resolve("calls"))).hasSize(2);
    assertThat(kernels(made).toString()).contains("90");
    assertThat(left).doesNotExist();
  }

  @Test
  void twoBuildsDoNotCompileTheSameAtATime() throws Exception {
    Path place = folder.resolve("unfinished");
    try (Modules first = Modules.open(place)) {
      assertThat(first.has(1)).isFalse();
      assertThatThrownBy(() -> Modules.open(place))
          .hasMessageContaining("another build compiles the same");
    }
    assertThat(place).doesNotExist();
  }

  @Test
  void noMoreCompilersRunAtATimeThanTheMemoryHolds() throws Exception {
    Ptxas compiler = fake("exit 1");

    assertThat(KernelPreparation.threads(16, 128L << 30, compiler)).isEqualTo(16);
    assertThat(KernelPreparation.threads(16, 8L << 30, compiler)).isEqualTo(8);
    assertThat(KernelPreparation.threads(16, 1 << 20, compiler)).isEqualTo(1);
  }

  @Test
  void progressIsToldByTheLengthOfTheCode() {
    Progress progress = new Progress(3, 100, said::add);
    progress.compiled(5);
    progress.compiled(60);
    progress.nothingNew();
    progress.compiled(35);

    assertThat(said)
        .containsExactly(
            "Compiled 2 of 3, 65 % of the code, in 0 min",
            "Compiled 2 of 3, 65 % of the code, in 0 min",
            "Compiled 3 of 3, 100 % of the code, in 0 min");
    assertThat(progress.complete()).isTrue();
  }

  @Test
  void refusesAProgramThatIsNotTheCompiler() throws IOException {
    Path program = folder.resolve("ptxas");
    Files.writeString(program, "#!/bin/sh\necho hello\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThatThrownBy(() -> Ptxas.of(program))
        .hasMessageContaining("doesn't name its version as ptxas does");
  }

  @Test
  void aRealCompilerMakesElfFiles() throws Exception {
    Ptxas compiler = realCompiler();

    Path library = PreparedKernels.library(prepare(compiler));

    try (KernelLibrary kernels = KernelLibrary.open(library);
        LibraryBytes bytes = LibraryBytes.open(library)) {
      for (FatBinary binary : kernels.binaries()) {
        assertThat(binary.images().get(0).content(bytes))
            .startsWith((byte) 0x7f, (byte) 'E', (byte) 'L', (byte) 'F');
      }
    }
  }

  private static Ptxas realCompiler() {
    try {
      Optional<Ptxas> found = Ptxas.find();
      assumeThat(found).as("skipped: there is no ptxas").isPresent();
      return found.get();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
