package io.github.dropblock.harness.fatbin;

import io.github.dropblock.harness.backend.ComputeCapability;
import io.github.dropblock.harness.backend.PreparedKernels;
import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.FileDigest;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
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
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Compiles the PTX of a library of CUDA kernels for a GPU newer than the library, on all cores. The
 * driver would do it at every start, in one thread: tens of minutes for ND4J's 240 modules, and on
 * an H100 it crashed.
 *
 * <p>Where it is ended before its time, what has been compiled is kept, and the next call goes on.
 */
public final class KernelPreparation {
  /**
   * Of PTX, bytes, from which it is compiled with less optimisation: the few largest modules would
   * take longer than all others together.
   */
  private static final int LARGE = 3_500_000;

  private final PtxCompiler compiler;
  private final int threads;
  private final Consumer<String> said;

  /**
   * @param threads modules compiled at a time
   * @param said hears how far it is
   */
  public KernelPreparation(PtxCompiler compiler, int threads, Consumer<String> said) {
    this.compiler = compiler;
    this.threads = threads;
    this.said = said;
  }

  /**
   * How many modules can be compiled at a time: the memory must hold their compilers.
   *
   * @param memory of the machine, bytes, of which a fifth is left to others
   */
  public static int threads(int cores, long memory, PtxCompiler compiler) {
    return (int) Math.max(1, Math.min(cores, memory / 5 * 4 / compiler.memory()));
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
    String made = compiler.title().replace(' ', '-');
    Path folder = cache.folder(gpu, made);
    if (Files.exists(PreparedKernels.library(folder))) {
      said.accept("Nothing to do: the cache has it already.");
      return folder;
    }
    Files.createDirectories(folder);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry found = zip.getEntry(entry);
      if (found == null) {
        throw new IOException(
            "%s holds no %s; delete it, so that it is fetched anew".formatted(jar, entry));
      }
      // Beside its place, where there is room for it or nowhere.
      try (Modules modules =
          Modules.open(folder.resolveSibling("unfinished-%s-%x".formatted(made, found.getCrc())))) {
        Path library = modules.scratch("library.so");
        try (InputStream in = zip.getInputStream(found)) {
          Files.copy(in, library);
        }
        int compiled = compile(library, gpu, modules, PreparedKernels.library(folder));
        Json.write(
            folder.resolve("prepared.json"),
            new LibraryOrigin(
                FileDigest.of(library, "SHA-256"),
                gpu.toString(),
                compiler.title(),
                compiled,
                Instant.now()));
        modules.discard();
      }
      return folder;
    }
  }

  private int compile(Path library, ComputeCapability gpu, Modules done, Path compiled)
      throws IOException, InterruptedException {
    try (KernelLibrary kernels = KernelLibrary.open(library)) {
      if (!kernels.kernels().compilesFor(gpu)) {
        throw new RemediableException(
            "the library has %s, of which nothing compiles for compute capability %s"
                .formatted(kernels.kernels(), gpu),
            Remedy.USE_CPU);
      }
      List<FatBinary> all =
          kernels.binaries().stream().filter(one -> one.ptx().isPresent()).toList();
      List<FatBinary> left = all.stream().filter(one -> !done.has(one.offset())).toList();
      said.accept(
          "Compiling %s modules for sm_%s with %s, %s at a time%s"
              .formatted(
                  left.size(),
                  gpu.sm(),
                  compiler.title(),
                  threads,
                  left.size() == all.size()
                      ? ""
                      : "; %s are there already".formatted(all.size() - left.size())));
      compileAll(kernels, left, gpu, done);
      AtomicFile.writeInPlace(
          compiled, part -> kernels.writeCopy(part, module -> done.read(module.offset())));
      return all.size();
    }
  }

  private void compileAll(
      KernelLibrary kernels, List<FatBinary> modules, ComputeCapability gpu, Modules done)
      throws IOException, InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      CompletionService<FatBinary> ends = new ExecutorCompletionService<>(workers);
      // The largest first, so that none is left over for one core at the end.
      List<FatBinary> order = new ArrayList<>(modules);
      order.sort(Comparator.comparingLong(KernelPreparation::size).reversed());
      for (FatBinary module : order) {
        ends.submit(
            () -> {
              compile(kernels, module, gpu, done);
              return module;
            });
      }
      Progress progress =
          new Progress(
              modules.size(), modules.stream().mapToLong(KernelPreparation::size).sum(), said);
      while (!progress.complete()) {
        var ended = ends.poll(Progress.SECONDS, TimeUnit.SECONDS);
        if (ended == null) {
          progress.nothingNew();
        } else {
          progress.compiled(size(ended.get()));
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

  private static long size(FatBinary module) {
    return module.ptx().orElseThrow().plainBytes();
  }

  private void compile(KernelLibrary kernels, FatBinary module, ComputeCapability gpu, Modules done)
      throws IOException, InterruptedException {
    byte[] text = kernels.ptx(module);
    String name = Long.toHexString(module.offset());
    Path ptx = done.scratch(name + ".ptx");
    Files.write(ptx, text);
    Path code = done.scratch(name + ".cubin");
    compiler.compile(ptx, code, gpu.sm(), text.length > LARGE ? 1 : 3);
    done.keep(module.offset(), kernels.replacement(module, gpu.sm(), Files.readAllBytes(code)));
    Files.delete(ptx);
    Files.delete(code);
  }
}
