package io.github.dropblock.harness.images;

import io.github.dropblock.harness.images.SplitManifest.Rejected;
import io.github.dropblock.harness.images.SplitManifest.SplitImage;
import io.github.dropblock.harness.remedy.Reason;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Chooses and splits images. Every class gives the same number, split 10,000 : 4,000 : 3,000 as the
 * paper's photos are (§2). The order in which images are taken is that of their contents' SHA-256,
 * so that it is random in effect and yet the same on every machine. Images with the same content
 * are used once, so that none is both trained on and tested with.
 */
final class Splitter {
  private static final String RULE =
      "equally many of each class, ordered by SHA-256 of their content, identical images once, "
          + "split 10,000 : 4,000 : 3,000";

  private static final int TRAIN_SHARE = 10_000;
  private static final int VALIDATION_SHARE = 4_000;
  private static final int ALL_SHARES = 17_000;

  /** Fewer leave a split without an image. */
  private static final int FEWEST_OF_A_CLASS = 4;

  /** Only whether an image can be decoded matters, so it is decoded small. */
  private static final int TRIAL_SIDE = 8;

  private static final String IN_SEVERAL_CLASSES = "the same file is in several classes";

  private final ImageSource source;

  private record Candidate(ImageEntry image, String sha256) {}

  /** What one class gives. */
  private record Harvest(List<Candidate> good, List<Rejected> rejected) {}

  Splitter(ImageSource source) {
    this.source = source;
  }

  SplitManifest split(int images, ImageProgress progress) throws IOException {
    List<Rejected> rejected = new ArrayList<>();
    int available = source.entries().size();
    ProgressTally tally =
        new ProgressTally(progress, (long) available + Math.min(images, available));
    List<Candidate> pool = withoutDuplicates(hashed(tally, rejected), rejected);
    int classes = source.classes().size();
    int wanted = images / classes;
    List<Harvest> harvests = new ArrayList<>();
    for (int label = 0; label < classes; label++) {
      harvests.add(harvest(pool, label, wanted, tally));
    }
    int each =
        Math.min(
            wanted, harvests.stream().mapToInt(harvest -> harvest.good().size()).min().orElse(0));
    requireEnough(images, wanted, each, harvests, rejected);
    harvests.forEach(harvest -> rejected.addAll(harvest.rejected()));

    List<SplitImage> rows = new ArrayList<>();
    for (Harvest harvest : harvests) {
      for (int i = 0; i < each; i++) {
        Candidate candidate = harvest.good().get(i);
        ImageEntry image = candidate.image();
        rows.add(new SplitImage(image.id(), image.label(), splitAt(i, each), candidate.sha256()));
      }
    }
    rows.sort(Comparator.comparing(SplitImage::split).thenComparing(SplitImage::sha256));
    rejected.sort(Comparator.comparing(Rejected::image));
    return new SplitManifest(
        source.description(), RULE, source.classes(), rows, rejected, source.remarks());
  }

  /** The split of the {@code i}-th image of a class that gives {@code count}. */
  private static Split splitAt(int i, int count) {
    int train = rounded(count, TRAIN_SHARE);
    int validation = rounded(count, VALIDATION_SHARE);
    if (i < train) {
      return Split.TRAIN;
    }
    return i < train + validation ? Split.VALIDATION : Split.TEST;
  }

  private static int rounded(int count, int share) {
    return (int) Math.round((double) count * share / ALL_SHARES);
  }

  private List<Candidate> hashed(ProgressTally tally, List<Rejected> rejected) throws IOException {
    List<ImageEntry> entries = source.entries();
    Map<String, String> faults = new ConcurrentHashMap<>();
    try {
      List<Candidate> readable =
          entries.parallelStream()
              .flatMap(
                  image -> {
                    Optional<Candidate> candidate = hashed(image, faults);
                    tally.one();
                    return candidate.stream();
                  })
              .sorted(
                  Comparator.comparing(Candidate::sha256)
                      .thenComparing(candidate -> candidate.image().id()))
              .toList();
      faults.forEach((image, fault) -> rejected.add(new Rejected(image, fault)));
      return readable;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Optional<Candidate> hashed(ImageEntry image, Map<String, String> faults) {
    try {
      return Optional.of(new Candidate(image, source.sha256(image)));
    } catch (UnreadableImageException e) {
      faults.put(image.id(), e.getMessage());
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(
          new RemediableException(
              "cannot read %s of %s: %s"
                  .formatted(image.id(), source.description(), e.getMessage()),
              e,
              Remedy.CHECK_FILE_AND_DATA));
    }
  }

  /**
   * Keeps the first of identical images, and none of those that several classes claim. What can't
   * be read is not a duplicate: empty files are all alike.
   */
  private List<Candidate> withoutDuplicates(List<Candidate> candidates, List<Rejected> rejected)
      throws IOException {
    Map<String, List<Candidate>> byContent = new HashMap<>();
    for (Candidate candidate : candidates) {
      byContent.computeIfAbsent(candidate.sha256(), hash -> new ArrayList<>()).add(candidate);
    }
    List<List<Candidate>> several =
        byContent.values().stream().filter(same -> same.size() > 1).toList();
    List<String> faults = faults(several.stream().map(same -> same.get(0)).toList());
    Map<String, String> unreadable = new HashMap<>();
    for (int i = 0; i < several.size(); i++) {
      if (!faults.get(i).isEmpty()) {
        unreadable.put(several.get(i).get(0).sha256(), faults.get(i));
      }
    }
    List<Candidate> kept = new ArrayList<>();
    for (Candidate candidate : candidates) {
      List<Candidate> same = Objects.requireNonNull(byContent.get(candidate.sha256()));
      String first = same.get(0).image().id();
      String fault = unreadable.get(candidate.sha256());
      if (fault != null) {
        rejected.add(new Rejected(candidate.image().id(), fault));
      } else if (same.stream().mapToInt(other -> other.image().label()).distinct().count() > 1) {
        rejected.add(new Rejected(candidate.image().id(), IN_SEVERAL_CLASSES));
      } else if (candidate.image().id().equals(first)) {
        kept.add(candidate);
      } else {
        rejected.add(new Rejected(candidate.image().id(), "the same file as " + first));
      }
    }
    return kept;
  }

  /** The first {@code wanted} images of a class that can be decoded, and those passed over. */
  private Harvest harvest(List<Candidate> pool, int label, int wanted, ProgressTally tally)
      throws IOException {
    List<Candidate> ofClass =
        pool.stream().filter(candidate -> candidate.image().label() == label).toList();
    Harvest harvest = new Harvest(new ArrayList<>(), new ArrayList<>());
    int next = 0;
    while (harvest.good().size() < wanted && next < ofClass.size()) {
      int end = Math.min(ofClass.size(), next + wanted - harvest.good().size());
      List<Candidate> tried = ofClass.subList(next, end);
      List<String> faults = faults(tried);
      for (int i = 0; i < tried.size(); i++) {
        if (faults.get(i).isEmpty()) {
          harvest.good().add(tried.get(i));
          tally.one();
        } else {
          harvest.rejected().add(new Rejected(tried.get(i).image().id(), faults.get(i)));
        }
      }
      next = end;
    }
    return harvest;
  }

  /** For each image what is wrong with it, or nothing. */
  private List<String> faults(List<Candidate> candidates) throws IOException {
    try {
      return IntStream.range(0, candidates.size())
          .parallel()
          .mapToObj(i -> fault(candidates.get(i).image()))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private String fault(ImageEntry image) {
    try {
      source.decode(image, TRIAL_SIDE);
      return "";
    } catch (UnreadableImageException e) {
      return Reason.of(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param rejected before any was tried
   */
  private void requireEnough(
      int images, int wanted, int each, List<Harvest> harvests, List<Rejected> rejected)
      throws IOException {
    if (wanted < FEWEST_OF_A_CLASS) {
      throw new IllegalArgumentException(
          "images are %s; %s classes need %s or more"
              .formatted(images, harvests.size(), FEWEST_OF_A_CLASS * harvests.size()));
    }
    if (each < FEWEST_OF_A_CLASS) {
      String counts =
          IntStream.range(0, harvests.size())
              .mapToObj(i -> harvests.get(i).good().size() + " of " + source.classes().get(i))
              .collect(Collectors.joining(", "));
      long ambiguous =
          rejected.stream().filter(image -> image.reason().equals(IN_SEVERAL_CLASSES)).count();
      if (ambiguous > 0) {
        throw new RemediableException(
            "%s has too few photos that are in one class alone (%s), and each class needs %s or more; of %s photos the same file is in several classes"
                .formatted(source.description(), counts, FEWEST_OF_A_CLASS, ambiguous),
            Remedy.KEEP_IN_ONE_CLASS,
            Remedy.POINT_AT_FULLER_DATA);
      }
      throw new RemediableException(
          "%s has too few readable photos (%s), and each class needs %s or more"
              .formatted(source.description(), counts, FEWEST_OF_A_CLASS),
          Remedy.POINT_AT_FULLER_DATA);
    }
  }
}
