package io.github.dropblock.harness.progress;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.experiment.Training;
import io.github.dropblock.harness.files.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How fast trainings went, from run to run: {@code paces.json} in the cache folder. It is what a
 * matrix's first estimates are made from, before its own networks have been timed, and nothing
 * else: without it, or with a damaged one, nothing but they are missing.
 */
public final class KeptPaces {
  private static final String FILE = "paces.json";

  /** The latest; who tries many settings needs no more. */
  private static final int MOST = 100;

  private final Path file;

  public KeptPaces(Path cache) {
    file = cache.resolve(FILE);
  }

  /**
   * What a training's speed depends on but the number of images, in words.
   *
   * @param what a network, or its pretraining
   * @param step that computes it; null for Deeplearning4j's own way
   */
  public static String kind(String what, Training training, @Nullable Step step) {
    return "%s, %s px, width %s, batches of %s, %s"
        .formatted(
            what,
            training.imageSize(),
            training.width(),
            training.batchSize(),
            step == null ? Step.StepKind.DL4J.id() : step.inWords());
  }

  /**
   * The file.
   *
   * @param paces by kind of training, the latest last
   */
  private record PacesFile(@JsonInclude Map<String, PerImage> paces) {
    private PacesFile {
      paces = new LinkedHashMap<>(paces);
    }
  }

  /**
   * Whatever the number of images.
   *
   * @param epochSeconds an epoch's for each training image, validation included
   * @param otherSeconds a cell's besides its epochs
   */
  private record PerImage(double epochSeconds, double otherSeconds) {}

  /**
   * What is known of a kind.
   *
   * @param kind of training: what its speed depends on, in words
   * @param images that are trained on in an epoch
   */
  public Optional<Pace> of(String kind, int images) {
    return Optional.ofNullable(read().paces().get(kind))
        .map(pace -> new Pace(pace.epochSeconds() * images, pace.otherSeconds()));
  }

  /** Keeps it in place of what was known. */
  public void keep(String kind, int images, Pace pace) {
    if (images < 1) {
      return;
    }
    PacesFile kept = read();
    PerImage before = kept.paces().remove(kind);
    double other =
        pace.otherSeconds() == 0 && before != null ? before.otherSeconds() : pace.otherSeconds();
    kept.paces().put(kind, new PerImage(pace.epochSeconds() / images, other));
    while (kept.paces().size() > MOST) {
      kept.paces().remove(kept.paces().keySet().iterator().next());
    }
    try {
      Json.write(file, kept);
    } catch (IOException e) {
      // No run fails for want of an estimate; where the disk is full, what matters says so.
    }
  }

  private PacesFile read() {
    try {
      return Json.read(file, PacesFile.class);
    } catch (IOException e) {
      return new PacesFile(Map.of());
    }
  }
}
