package io.github.dropblock.harness.archive;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.files.Printable;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.RunRecord;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An archive that {@link Export} wrote, or that a stranger says it did: it is held to the names of
 * a run's files, and to sizes.
 */
public final class RunArchive implements Closeable {
  /** Cells of a matrix; each is asked for by name in many places. */
  private final Path file;

  private final ZipFile zip;
  private final List<ZipEntry> entries;
  private final RunRecord run;

  private RunArchive(Path file, ZipFile zip) throws IOException {
    this.file = file;
    this.zip = zip;
    this.entries = entries(file, zip);
    this.run = run(file, zip);
    requireCells();
  }

  /**
   * Opens an archive and looks at all that it says it holds; unpacks nothing.
   *
   * @throws IOException in a line for the user, if it is none
   */
  public static RunArchive open(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new IOException(
          "%s is not an archive that can be read (%s); export the run again, or fetch the file again"
              .formatted(file, Printable.of(String.valueOf(e.getMessage()))),
          e);
    }
    try {
      return new RunArchive(file, zip);
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /** The run that it was exported from. */
  public RunRecord run() {
    return run;
  }

  Path file() {
    return file;
  }

  /** Whether it has files of a cell's folder. */
  boolean holds(String folder) {
    return entries.stream()
        .anyMatch(entry -> EntryNames.folder(entry.getName()).equals(Optional.of(folder)));
  }

  /**
   * Writes all files below a folder that nothing else is in.
   *
   * @throws IOException in a line for the user, also if they are larger than those of a run
   */
  void unpack(Path folder) throws IOException {
    Allowance allowance = new Allowance(file);
    for (ZipEntry entry : entries) {
      Path to = folder.resolve(entry.getName());
      Files.createDirectories(to.getParent());
      try (InputStream in = zip.getInputStream(entry)) {
        allowance.unpack(in, entry.getName(), to);
      }
    }
  }

  private static List<ZipEntry> entries(Path file, ZipFile zip) throws IOException {
    List<ZipEntry> entries;
    try {
      // Folders are those that the files' names ask for.
      entries = zip.stream().filter(entry -> !entry.isDirectory()).collect(Collectors.toList());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file
              + " is not an archive that can be read (a name in it is not text); export the run again",
          e);
    }
    Set<String> names = new HashSet<>();
    Allowance allowance = new Allowance(file);
    for (ZipEntry entry : entries) {
      String name = entry.getName();
      if (!EntryNames.known(name) || !names.add(name)) {
        throw new RemediableException(
            "%s holds %s %s, as no exported run does, and nothing of it was imported"
                .formatted(
                    file, Printable.of(name), EntryNames.known(name) ? "twice" : "among its files"),
            Remedy.GIVE_EXPORTED_FILE);
      }
      allowance.claim(name, entry.getSize());
    }
    for (String needed : List.of(EntryNames.RUN, EntryNames.SPLIT)) {
      if (!names.contains(needed)) {
        throw new RemediableException(
            "%s has no %s, so it holds no run".formatted(file, needed), Remedy.GIVE_EXPORTED_FILE);
      }
    }
    return List.copyOf(entries);
  }

  private static RunRecord run(Path file, ZipFile zip) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (InputStream in = zip.getInputStream(zip.getEntry(EntryNames.RUN))) {
      new Allowance(file).copy(in, EntryNames.RUN, content);
    }
    return Json.read(content.toByteArray(), RunRecord.class, file + ": " + EntryNames.RUN);
  }

  private void requireCells() throws IOException {
    List<String> folders = new ArrayList<>();
    for (Cell cell : run.matrix().cells()) {
      folders.add(EntryNames.folder(cell));
    }
    for (Network network : run.matrix().networks()) {
      if (network.fineTuned()) {
        folders.add(EntryNames.folderOfPretraining(network));
      }
    }
    Set<String> asked = Set.copyOf(folders);
    for (ZipEntry entry : entries) {
      Optional<String> folder = EntryNames.folder(entry.getName());
      if (folder.isPresent() && !asked.contains(folder.get())) {
        throw new IOException(
            "%s holds %s, which the matrix in its run.json does not have; export the run again"
                .formatted(file, folder.get()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
