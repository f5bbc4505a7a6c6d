package io.github.dropblock.harness.fatbin;

import io.github.dropblock.harness.backend.ComputeCapability;
import io.github.dropblock.harness.backend.PreparedKernels;
import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.FileDigest;
import io.github.dropblock.harness.files.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Compiles the PTX of a library of CUDA kernels for a GPU newer than the library, on all cores. The
 * driver would do it at every start, in one thread: tens of minutes for ND4J's 240 modules, and on
 * an H100 it crashed.
 */
public final class KernelPreparation {
  /**
   * Of PTX, bytes, from which it is compiled with less optimisation: the few largest modules would
   * take longer than all others together.
   */
  private static final int LARGE = 3_500_000;

  private final Ptxas compiler;
  private final int threads;
  private final Consumer<String> said;

  /**
   * @param threads modules compiled at a time
   * @param said hears how far it is
   */
  public KernelPreparation(Ptxas compiler, int threads, Consumer<String> said) {
    this.compiler = compiler;
    this.threads = threads;
    this.said = said;
  }

  /**
   * {@code prepared.json}: where a prepared library comes from.
   *
   * @param source SHA-256 of the released library
   * @param modules compiled
   */
  record LibraryOrigin(
      String source, String computeCapability, String compiler, int modules, Instant made) {}

  /**
   * Leaves a library in the cache, unless there is one of this compiler.
   *
   * @param jar that holds the released library
   * @param entry its path in the jar
   * @return the folder to put on a class path
   * @throws IOException in a line for the user
   * @throws InterruptedException after ending all compilers
   */
  public Path prepare(Path jar, String entry, ComputeCapability gpu, PreparedKernels cache)
      throws IOException, InterruptedException {
    Path folder = cache.folder(gpu, "ptxas-" + compiler.version());
    if (Files.exists(PreparedKernels.library(folder))) {
      said.accept("Nothing to do: the cache has it already.");
      return folder;
    }
    Files.createDirectories(folder);
    // Beside its place, where there is room for it or nowhere.
    Path work = Files.createTempDirectory(folder.getParent(), "unfinished-");
    try {
      Path library = work.resolve("library.so");
      extract(jar, entry, library);
      int modules = compile(library, gpu, work, PreparedKernels.library(folder));
      Json.write(
          folder.resolve("prepared.json"),
          new LibraryOrigin(
              FileDigest.of(library, "SHA-256"),
              gpu.toString(),
              "ptxas " + compiler.version(),
              modules,
              Instant.now()));
      return folder;
    } finally {
      delete(work);
    }
  }

  private static void extract(Path jar, String entry, Path library) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry found = zip.getEntry(entry);
      if (found == null) {
        throw new IOException(
            "%s holds no %s; delete it, so that it is fetched anew".formatted(jar, entry));
      }
      try (InputStream in = zip.getInputStream(found)) {
        Files.copy(in, library);
      }
    }
  }

  private int compile(Path library, ComputeCapability gpu, Path work, Path compiled)
      throws IOException, InterruptedException {
    try (KernelLibrary kernels = KernelLibrary.open(library)) {
      if (!kernels.kernels().compilesFor(gpu)) {
        throw new IOException(
            "the library has %s, of which nothing compiles for compute capability %s; use -Ddropblock.backend=cpu"
                .formatted(kernels.kernels(), gpu));
      }
      List<FatBinary> modules =
          kernels.binaries().stream().filter(one -> one.ptx().isPresent()).toList();
      said.accept(
          "Compiling %s modules for sm_%s with ptxas %s, %s at a time"
              .formatted(modules.size(), gpu.sm(), compiler.version(), threads));
      compileAll(kernels, modules, gpu, work);
      AtomicFile.writeInPlace(
          compiled,
          part -> kernels.writeCopy(part, module -> Files.readAllBytes(done(work, module))));
      return modules.size();
    }
  }

  private void compileAll(
      KernelLibrary kernels, List<FatBinary> modules, ComputeCapability gpu, Path work)
      throws IOException, InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      CompletionService<Void> ends = new ExecutorCompletionService<>(workers);
      // The largest first, so that none is left over for one core at the end.
      List<FatBinary> order = new ArrayList<>(modules);
      order.sort(
          Comparator.comparingLong((FatBinary one) -> one.ptx().orElseThrow().plainBytes())
              .reversed());
      for (FatBinary module : order) {
        ends.submit(
            () -> {
              compile(kernels, module, gpu, work);
              return null;
            });
      }
      for (int done = 1; done <= modules.size(); done++) {
        ends.take().get();
        if (10 * done / modules.size() > 10 * (done - 1) / modules.size()) {
          said.accept("Compiled %s of %s".formatted(done, modules.size()));
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
      workers.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private void compile(KernelLibrary kernels, FatBinary module, ComputeCapability gpu, Path work)
      throws IOException, InterruptedException {
    byte[] text = kernels.ptx(module);
    Path ptx = work.resolve(Long.toHexString(module.offset()) + ".ptx");
    Files.write(ptx, text);
    Path code = work.resolve(Long.toHexString(module.offset()) + ".cubin");
    compiler.compile(ptx, code, gpu.sm(), text.length > LARGE ? 1 : 3);
    Files.write(
        done(work, module), kernels.replacement(module, gpu.sm(), Files.readAllBytes(code)));
    Files.delete(ptx);
    Files.delete(code);
  }

  private static Path done(Path work, FatBinary module) {
    return work.resolve(Long.toHexString(module.offset()) + ".fatbin");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
