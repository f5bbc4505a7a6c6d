package io.github.dropblock.harness.fatbin;

import io.github.dropblock.harness.backend.CudaArtifacts;
import io.github.dropblock.harness.files.ZipMember;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * CUDA's linker, which compiles PTX as {@code ptxas} does and, unlike that, is on Maven Central. A
 * JVM for each module loads it: see {@link NvJitLinkMain}.
 *
 * @param library {@code libnvJitLink.so.12}
 * @param version such as {@code 12.6}
 * @param classPath of the harness and of JNA, which calls it
 */
public record NvJitLink(Path library, String version, List<Path> classPath) implements PtxCompiler {
  private static final String NAME = "libnvJitLink.so.12";
  private static final String ENTRY = CudaArtifacts.libraryEntry(NAME);

  public NvJitLink {
    classPath = List.copyOf(classPath);
  }

  /**
   * Takes the one library out of CUDA's redistributables, unless it has been.
   *
   * @param redistributables jar of JavaCPP's
   * @param folder to put it into
   * @throws IOException in a line, if it isn't there
   */
  public static NvJitLink unpack(
      Path redistributables, Path folder, String version, Path... classPath) throws IOException {
    Path own = folder.resolve(version);
    Path library = own.resolve(NAME);
    if (!Files.exists(library)) {
      ZipMember.unpack(redistributables, List.of(ENTRY), own);
    }
    return new NvJitLink(library, version, List.of(classPath));
  }

  @Override
  public String title() {
    return "nvJitLink " + version;
  }

  /** Of the JVM and of the linker in it. */
  @Override
  public long memory() {
    return 1_000_000_000;
  }

  @Override
  public void compile(Path ptx, Path machineCode, int architecture, int level)
      throws IOException, InterruptedException {
    CompilerProcess.run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            // It is gone in a few seconds; what a crash leaves would stay.
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            // Not /tmp/jna-HASH, which another user may have made.
            "-Djna.tmpdir=" + library.getParent(),
            "-cp",
            classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            NvJitLinkMain.class.getName(),
            library.toString(),
            ptx.toString(),
            machineCode.toString(),
            "-arch=sm_" + architecture,
            "-Xptxas=-O" + level),
        machineCode.resolveSibling(machineCode.getFileName() + ".log"),
        Remedy.RUN_AGAIN);
  }
}
