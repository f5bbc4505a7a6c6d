package io.github.dropblock.harness.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How long jobs still take: from how long their epochs took, and how long whole jobs took besides
 * their epochs. A job that has no timed epoch yet is taken to be like others of its kind; one of a
 * kind never timed is not guessed.
 */
public final class Estimates {
  private static final double NANOS = 1e9;

  private final int parallel;
  private final LongSupplier nanoTime;
  private final Map<String, Pace> known = new LinkedHashMap<>();
  private int most;
  private final Map<String, Timing> jobs = new LinkedHashMap<>();

  /**
   * @param parallel jobs worked on at a time, at most
   */
  public Estimates(int parallel) {
    this(parallel, System::nanoTime);
  }

  Estimates(int parallel, LongSupplier nanoTime) {
    this.parallel = parallel;
    this.nanoTime = nanoTime;
  }

  private static final class Timing {
    private final String kind;
    private final int epochs;
    private final List<Double> seconds = new ArrayList<>();
    private OptionalLong startedAt = OptionalLong.empty();
    private double secondsSinceStart;
    private OptionalDouble untilFirst = OptionalDouble.empty();
    private OptionalDouble besides = OptionalDouble.empty();
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

  /** What earlier runs tell of a kind of jobs; what is timed now counts for more. */
  public void know(String kind, Pace pace) {
    known.put(kind, pace);
  }

  /** A job to come, or one that ended earlier and is worth its timings. */
  public void expect(String title, String kind, int epochs) {
    jobs.put(title, new Timing(kind, epochs));
  }

  /** Its process is started now. */
  public void started(String title) {
    Timing job = job(title);
    job.startedAt = OptionalLong.of(nanoTime.getAsLong());
  }

  /** An epoch, counted from 1, took so long. */
  public void timed(String title, int epoch, double seconds) {
    Timing job = job(title);
    job.done = epoch;
    job.seconds.add(seconds);
    if (job.startedAt.isPresent()) {
      job.secondsSinceStart += seconds;
      if (job.untilFirst.isEmpty()) {
        job.untilFirst = OptionalDouble.of(Math.max(0, elapsed(job) - seconds));
      }
    }
  }

  /** A job has its result now. */
  public void finished(String title) {
    Timing job = job(title);
    if (job.startedAt.isPresent()) {
      job.besides = OptionalDouble.of(Math.max(0, elapsed(job) - job.secondsSinceStart));
    }
    job.ended = true;
  }

  /** Nothing more comes of a job. */
  public void ended(String title) {
    job(title).ended = true;
  }

  /** What was timed of a kind, once a job of it has finished. */
  public Optional<Pace> pace(String kind) {
    OptionalDouble epoch = mean(ofKind(kind));
    OptionalDouble besides = mean(ofKind(kind), job -> job.besides);
    return epoch.isPresent() && besides.isPresent()
        ? Optional.of(new Pace(epoch.getAsDouble(), besides.getAsDouble()))
        : Optional.empty();
  }

  /** What a job still needs, once an epoch of it was timed. */
  public Optional<Duration> cell(String title) {
    Timing job = job(title);
    return job.seconds.isEmpty() ? Optional.empty() : Optional.of(seconds(left(job)));
  }

  /** What all jobs still need, once any of those left can be told of. */
  public Optional<Remaining> matrix() {
    double sum = 0;
    double longest = 0;
    int told = 0;
    int open = 0;
    for (Timing job : jobs.values()) {
      if (job.ended) {
        continue;
      }
      open++;
      if (epochSeconds(job).isPresent()) {
        told++;
        double left = left(job);
        sum += left;
        longest = Math.max(longest, left);
      }
    }
    if (told == 0 && open > 0) {
      return Optional.empty();
    }
    // No number of workers shares one job.
    return Optional.of(new Remaining(seconds(Math.max(longest, sum / atATime())), told == open));
  }

  /** So many jobs have been seen under way at a time. */
  public void underWay(int count) {
    most = Math.max(most, count);
  }

  /** A cluster is handed more jobs than it has places for. */
  private int atATime() {
    return most == 0 ? parallel : Math.min(parallel, most);
  }

  /** Needs the length of its epochs. What a job under way took to its first is behind it. */
  private double left(Timing job) {
    return job.ended
        ? 0
        : epochSeconds(job).orElseThrow() * job.left()
            + Math.max(0, besides(job) - job.untilFirst.orElse(0));
  }

  private double elapsed(Timing job) {
    return (nanoTime.getAsLong() - job.startedAt.getAsLong()) / NANOS;
  }

  private OptionalDouble epochSeconds(Timing job) {
    OptionalDouble own = mean(List.of(job));
    if (own.isPresent()) {
      return own;
    }
    OptionalDouble kind = mean(ofKind(job.kind));
    if (kind.isPresent()) {
      return kind;
    }
    return known.containsKey(job.kind)
        ? OptionalDouble.of(known.get(job.kind).epochSeconds())
        : OptionalDouble.empty();
  }

  /** Besides its epochs: the best that is known, from whole jobs of its kind down to nothing. */
  private double besides(Timing job) {
    OptionalDouble whole = mean(ofKind(job.kind), each -> each.besides);
    if (whole.isPresent()) {
      return whole.getAsDouble();
    }
    Pace before = known.get(job.kind);
    if (before != null && before.otherSeconds() > 0) {
      return before.otherSeconds();
    }
    // A JVM's start is much the same for all kinds, and most of it.
    OptionalDouble others = mean(jobs.values(), each -> each.besides);
    return others.isPresent()
        ? others.getAsDouble()
        : mean(jobs.values(), each -> each.untilFirst).orElse(0);
  }

  private Timing job(String title) {
    return Objects.requireNonNull(jobs.get(title), title);
  }

  private Collection<Timing> ofKind(String kind) {
    return jobs.values().stream().filter(other -> other.kind.equals(kind)).toList();
  }

  private interface Part {
    OptionalDouble of(Timing job);
  }

  private static OptionalDouble mean(Collection<Timing> jobs, Part part) {
    return jobs.stream().flatMapToDouble(job -> part.of(job).stream()).average();
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
