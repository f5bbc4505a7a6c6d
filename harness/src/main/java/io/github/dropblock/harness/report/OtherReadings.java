package io.github.dropblock.harness.report;

import io.github.dropblock.harness.analysis.Finding;
import io.github.dropblock.harness.analysis.Judgement;
import io.github.dropblock.harness.experiment.Reading;
import io.github.dropblock.harness.paper.Claim;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.statistics.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The same matrix under other readings of the paper: runs beside this one, on the same images,
 * whose protocol differs in the reading and in nothing else.
 */
record OtherReadings(List<Other> all) {

  /** A reading, its run and what that says of the claims. */
  record Other(Reading reading, String run, List<Judgement<Claim>> judgements) {}

  /**
   * The verdicts of all readings, claim by claim.
   *
   * @param columns meanings of the readings, this run's first
   * @param rows one a claim that is tested under some reading
   * @param untested ids of the other claims
   */
  record Table(List<String> columns, List<ReadingsRow> rows, List<String> untested) {}

  /** A claim and its verdict under each reading. */
  record ReadingsRow(String claim, List<ReadingVerdict> verdicts) {}

  /**
   * A verdict's id and title.
   *
   * @param effects of the claim's parts, in words
   * @param again whether it rests on the same trainings as this run's, and so adds nothing to that
   */
  record ReadingVerdict(String id, String title, List<String> effects, boolean again) {
    static ReadingVerdict of(Judgement<Claim> judgement, boolean again) {
      return new ReadingVerdict(
          judgement.verdict().id(),
          judgement.verdict().title(),
          judgement.findings().stream().flatMap(each -> each.inWords().stream()).toList(),
          again);
    }
  }

  /**
   * This run's verdict on a claim, and those of the readings. A training that a reading changes
   * nothing for is taken over from the run beside it, to the bit, so all of its values are.
   */
  private static List<ReadingVerdict> verdicts(List<Judgement<Claim>> all) {
    List<Optional<Finding.Evidence>> own = evidence(all.get(0));
    return IntStream.range(0, all.size())
        .mapToObj(
            i ->
                ReadingVerdict.of(
                    all.get(i),
                    i > 0
                        && own.stream().anyMatch(Optional::isPresent)
                        && own.equals(evidence(all.get(i)))))
        .toList();
  }

  private static List<Optional<Finding.Evidence>> evidence(Judgement<Claim> judgement) {
    return judgement.findings().stream().map(Finding::evidence).toList();
  }

  /** Those that are there; runs that can't be read count as missing. */
  static OtherReadings of(RunFiles files) {
    List<Other> found = new ArrayList<>();
    for (Reading reading : Reading.values()) {
      read(files, reading)
          .ifPresent(
              other ->
                  found.add(
                      new Other(reading, other.run().name(), Findings.of(other).judgements())));
    }
    return new OtherReadings(List.copyOf(found));
  }

  /** Absent where there is no other reading. */
  @Nullable Table table(Findings own) {
    if (all.isEmpty()) {
      return null;
    }
    List<List<Judgement<Claim>>> columns = new ArrayList<>();
    columns.add(own.judgements());
    all.forEach(other -> columns.add(other.judgements()));
    List<String> titles = new ArrayList<>();
    titles.add("As this run");
    all.forEach(other -> titles.add(other.reading().meaning()));
    List<ReadingsRow> rows = new ArrayList<>();
    List<String> untested = new ArrayList<>();
    for (Claim claim : Claim.values()) {
      List<Judgement<Claim>> all =
          columns.stream().map(column -> Judgement.on(claim, column)).toList();
      if (all.stream().allMatch(each -> each.verdict() == Verdict.NOT_TESTED)) {
        untested.add(claim.name());
      } else {
        rows.add(new ReadingsRow(claim.name(), verdicts(all)));
      }
    }
    return new Table(List.copyOf(titles), List.copyOf(rows), List.copyOf(untested));
  }

  private static Optional<RunFiles> read(RunFiles files, Reading reading) {
    RunRecord own = files.run();
    Path beside = files.directory().path().toAbsolutePath().normalize();
    RunDirectory directory =
        new RunDirectory(beside.resolveSibling(reading.run(beside.getFileName().toString())));
    try {
      Optional<RunRecord> run = directory.run();
      boolean same =
          run.isPresent()
              && !own.protocol().equals(run.get().protocol())
              && reading.of(own.protocol()).equals(run.get().protocol())
              && own.data().fingerprint().equals(run.get().data().fingerprint());
      return same ? Optional.of(RunFiles.read(directory)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
