package io.github.dropblock.harness.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dropblock.harness.draw.DrawnSource;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.paper.PaperResults;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.rundir.SettingsDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds how a run differs from the paper, as far as the paper says; elsewhere from profile paper.
 */
final class Deviations {
  private static final Protocol PAPER = Profile.PAPER.protocol();
  private static final String IMAGENET = "ImageNet";

  /**
   * SettingsInWords that are compared in words of their own, by their paths in {@code run.json}.
   */
  private static final Set<String> IN_WORDS =
      Set.of(
          "images",
          "imageSize",
          "width",
          "batchSize",
          "phases",
          "augmentation.rotation",
          "augmentation.crop",
          "dropBlock.keepProbability",
          "dropBlock.blockSize",
          "dropBlock.schedule",
          "placement",
          "dropoutRate",
          "trainedBlocks",
          "pretraining");

  private final RunFiles files;
  private final List<Deviation> found = new ArrayList<>();

  private Deviations(RunFiles files) {
    this.files = files;
  }

  static List<Deviation> of(RunFiles files) {
    return new Deviations(files).find();
  }

  private List<Deviation> find() {
    data();
    Protocol run = files.run().protocol();
    unstated("Input size", pixels(PAPER), pixels(run));
    compare("Width of every layer", width(PAPER), width(run));
    files.run().matrix().networks().forEach(this::network);
    unstated("Batch size", images(PAPER.batchSize()), images(run.batchSize()));
    unstated(
        "DropBlock",
        SettingsInWords.dropBlock(PAPER.dropBlock()),
        SettingsInWords.dropBlock(run.dropBlock()));
    List<Network> networks = files.run().matrix().networks();
    compare(
        "Where DropBlock acts",
        SettingsInWords.placement(PAPER.placement(), networks),
        SettingsInWords.placement(run.placement(), networks));
    unstated("Dropout", Numbers.plain(PAPER.dropoutRate()), Numbers.plain(run.dropoutRate()));
    unstated(
        "Augmentation",
        SettingsInWords.augmentation(PAPER.augmentation()),
        SettingsInWords.augmentation(run.augmentation()));
    found.addAll(others(Json.tree(PAPER), Json.tree(run)));
    return List.copyOf(found);
  }

  /** Differences of settings that nobody has found words for: a new one must not go unseen. */
  static List<Deviation> others(JsonNode paper, JsonNode here) {
    return SettingsDifference.between(paper, here).stream()
        .filter(each -> IN_WORDS.stream().noneMatch(known -> within(known, each.path())))
        .map(each -> new Deviation(each.path(), each.there(), each.now()))
        .toList();
  }

  private static boolean within(String known, String path) {
    return path.equals(known) || path.startsWith(known + ".") || path.startsWith(known + "[");
  }

  private void data() {
    RunRecord.DataSummary data = files.run().data();
    if (!data.paper()) {
      found.add(
          new Deviation(
              "Images",
              "photos of Kaggle's Dogs vs. Cats",
              data.drawn() ? data.source() + ": drawings, no photos" : data.source()));
    }
    int images = data.train() + data.validation() + data.test();
    compare("Number of images", Numbers.count(PaperResults.IMAGES), Numbers.count(images));
  }

  private void network(Network network) {
    Protocol run = files.run().protocol();
    List<Phase> here = run.phases().getOrDefault(network, List.of());
    compare(
        network.title() + "'s training",
        SettingsInWords.phases(PAPER.training(network).phases()),
        SettingsInWords.phases(here));
    if (network.fineTuned()) {
      unstated(
          network.title() + "'s trained blocks",
          PAPER.trainedBlocks() + " of 5",
          run.trainedBlocks() + " of 5");
      startingWeights(network)
          .ifPresent(
              weights -> compare(network.title() + "'s starting weights", IMAGENET, weights));
    }
  }

  /** Where a fine-tuned network started, once a cell of it has been set up. */
  private Optional<String> startingWeights(Network network) {
    return files.cells().stream()
        .filter(cell -> cell.cell().network() == network)
        .flatMap(cell -> cell.settings().stream())
        .map(CellSettings::weights)
        .filter(Objects::nonNull)
        .findFirst()
        .map(this::words)
        .or(() -> files.pretraining(network).map(there -> pretrained()));
  }

  private String words(CellSettings.StartingWeights weights) {
    return switch (weights.origin()) {
      case PRETRAINED -> pretrained();
      case KERAS_IMAGENET -> IMAGENET;
      case KERAS, DL4J ->
          "the file %s, SHA-256 %s…"
              .formatted(weights.file(), weights.fingerprint().substring(0, 12));
    };
  }

  private String pretrained() {
    String images = Numbers.count(files.run().protocol().pretraining().images());
    return sourceClasses()
        .map(
            classes ->
                classes.equals(DrawnSource.creatureClasses())
                    ? "pretrained here on " + images + " drawn images of another task"
                    : "pretrained here on %s photos: %s"
                        .formatted(images, String.join(", ", classes)))
        .orElse("pretrained here on " + images + " images of another task");
  }

  /** What the source task tells apart, once its training has been set up. */
  private Optional<List<String>> sourceClasses() {
    return files.pretraining().stream()
        .flatMap(pretraining -> pretraining.settings().stream())
        .map(settings -> settings.data().classes())
        .findFirst();
  }

  /** Of something that the paper leaves open, at least in part. */
  private void unstated(String what, String ours, String here) {
    if (!Objects.equals(ours, here)) {
      found.add(new Deviation(what, stated(what) + "; profile paper: " + ours, here));
    }
  }

  /** As much as the paper says of what it leaves open. */
  private static String stated(String what) {
    return switch (what) {
      case "DropBlock" -> "p 0.8; the rest not stated";
      case "Augmentation" -> "rotation and crop, amounts not stated";
      default -> "not stated";
    };
  }

  private void compare(String what, String paper, String here) {
    if (!Objects.equals(paper, here)) {
      found.add(new Deviation(what, paper, here));
    }
  }

  private static String pixels(Protocol protocol) {
    return protocol.imageSize() + " × " + protocol.imageSize() + " pixels";
  }

  private static String width(Protocol protocol) {
    return protocol.width() == 1
        ? "as published"
        : Numbers.plain(protocol.width()) + " of the published channels";
  }

  private static String images(int count) {
    return Numbers.count(count) + " images";
  }
}
