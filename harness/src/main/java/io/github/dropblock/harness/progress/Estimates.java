package io.github.dropblock.harness.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How long jobs still take, from how long their epochs took. A job that has no timed epoch yet is
 * taken to be like others of its kind, else like all others.
 */
public final class Estimates {
  private final int parallel;
  private int most;
  private final Map<String, Timing> jobs = new LinkedHashMap<>();

  /**
   * @param parallel jobs worked on at a time, at most
   */
  public Estimates(int parallel) {
    this.parallel = parallel;
  }

  private static final class Timing {
    private final String kind;
    private final int epochs;
    private final List<Double> seconds = new ArrayList<>();
    private int done;
    private boolean ended;

    private Timing(String kind, int epochs) {
      this.kind = kind;
      this.epochs = epochs;
    }

    private int left() {
      return ended ? 0 : Math.max(0, epochs - done);
    }
  }

  /** A job to come, or one that ended earlier and is worth its timings. */
  public void expect(String title, String kind, int epochs) {
    jobs.put(title, new Timing(kind, epochs));
  }

  /** An epoch, counted from 1, took so long. */
  public void timed(String title, int epoch, double seconds) {
    Timing job = jobs.get(title);
    job.done = epoch;
    job.seconds.add(seconds);
  }

  /** Nothing more comes of a job. */
  public void ended(String title) {
    jobs.get(title).ended = true;
  }

  /** What a job still needs, once an epoch of it was timed. */
  public Optional<Duration> cell(String title) {
    Timing job = jobs.get(title);
    OptionalDouble mean = mean(List.of(job));
    return mean.isPresent()
        ? Optional.of(seconds(mean.getAsDouble() * job.left()))
        : Optional.empty();
  }

  /** What all jobs still need, once any epoch was timed. */
  public Optional<Duration> matrix() {
    double sum = 0;
    double longest = 0;
    for (Timing job : jobs.values()) {
      if (job.left() > 0) {
        OptionalDouble epoch = epochSeconds(job);
        if (epoch.isEmpty()) {
          return Optional.empty();
        }
        double left = epoch.getAsDouble() * job.left();
        sum += left;
        longest = Math.max(longest, left);
      }
    }
    // No number of workers shares one job.
    return Optional.of(seconds(Math.max(longest, sum / atATime())));
  }

  /** So many jobs have been seen under way at a time. */
  public void underWay(int count) {
    most = Math.max(most, count);
  }

  /** A cluster is handed more jobs than it has places for. */
  private int atATime() {
    return most == 0 ? parallel : Math.min(parallel, most);
  }

  private OptionalDouble epochSeconds(Timing job) {
    OptionalDouble own = mean(List.of(job));
    if (own.isPresent()) {
      return own;
    }
    OptionalDouble kind =
        mean(jobs.values().stream().filter(other -> other.kind.equals(job.kind)).toList());
    return kind.isPresent() ? kind : mean(jobs.values());
  }

  private static OptionalDouble mean(Collection<Timing> jobs) {
    return jobs.stream()
        .flatMap(job -> job.seconds.stream())
        .mapToDouble(Double::doubleValue)
        .average();
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
