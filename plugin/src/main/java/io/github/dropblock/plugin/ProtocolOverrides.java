package io.github.dropblock.plugin;

import io.github.dropblock.harness.experiment.KeepSchedule;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Protocol;
import java.util.function.Consumer;

/**
 * The settings that a user gave in place of a profile's; null leaves the profile's. The components
 * are named as the parameters are.
 *
 * @param epochs as {@link Epochs} reads them
 */
record ProtocolOverrides(
    Integer images,
    Integer imageSize,
    Double width,
    Integer batchSize,
    String epochs,
    Double keepProbability,
    Integer blockSize,
    String keepSchedule,
    String placement,
    Double dropout,
    Double rotation,
    Double crop,
    Integer trainedBlocks,
    Integer pretrainingImages,
    Integer pretrainingEpochs) {

  /**
   * A profile's protocol with these settings in it.
   *
   * @throws IllegalArgumentException naming the parameter whose value is out of its range
   */
  Protocol applyTo(Protocol profile) {
    ProtocolDraft draft = new ProtocolDraft(profile);
    set("images", images, draft, value -> draft.images = value);
    set("imageSize", imageSize, draft, value -> draft.imageSize = value);
    set("width", width, draft, value -> draft.width = value);
    set("batchSize", batchSize, draft, value -> draft.batchSize = value);
    set("epochs", epochs, draft, value -> setEpochs(draft, value));
    set("keepProbability", keepProbability, draft, value -> draft.keepProbability = value);
    set("blockSize", blockSize, draft, value -> draft.blockSize = value);
    set("keepSchedule", keepSchedule, draft, v -> draft.keepSchedule = KeepSchedule.parse(v));
    set("placement", placement, draft, v -> draft.placement = draft.placement.with(v));
    set("dropout", dropout, draft, value -> draft.dropout = value);
    set("rotation", rotation, draft, value -> draft.rotation = value);
    set("crop", crop, draft, value -> draft.crop = value);
    set("trainedBlocks", trainedBlocks, draft, value -> draft.trainedBlocks = value);
    set("pretrainingImages", pretrainingImages, draft, value -> draft.pretrainingImages = value);
    set("pretrainingEpochs", pretrainingEpochs, draft, value -> draft.pretrainingEpochs = value);
    return draft.protocol();
  }

  private static void setEpochs(ProtocolDraft draft, String text) {
    Epochs.parse(text)
        .byNetwork()
        .forEach((network, epochs) -> draft.phases.put(network, Phase.ofPaper(network, epochs)));
  }

  /** Checks after each setting, so that the complaint names the parameter to blame. */
  private static <T> void set(String name, T value, ProtocolDraft draft, Consumer<T> setter) {
    if (value != null) {
      Parameters.checked(
          name,
          value,
          () -> {
            setter.accept(value);
            return draft.protocol();
          });
    }
  }
}
