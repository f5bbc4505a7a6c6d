package io.github.dropblock.harness.paper;

import static io.github.dropblock.harness.experiment.Network.ALEXNET;
import static io.github.dropblock.harness.experiment.Network.RESNET_34;
import static io.github.dropblock.harness.experiment.Network.VGG_16;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import java.util.Arrays;
import java.util.List;

/** A statement of the paper that an experiment can test. */
public enum Claim {
  A1(
      "VGG-16: Dropout & DropBlock beats None by 2.5 points",
      "§3, fig. 4",
      gain(VGG_16, DROPOUT_DROPBLOCK, NONE)),
  A2("VGG-16: Dropout beats None by 0.9 points", "§3", gain(VGG_16, DROPOUT, NONE)),
  A3(
      "ResNet-34: Dropout & DropBlock beats None by 2.5 points",
      "§3",
      gain(RESNET_34, DROPOUT_DROPBLOCK, NONE)),
  A4("ResNet-34: Dropout beats None by 1.2 points", "§3", gain(RESNET_34, DROPOUT, NONE)),
  A5(
      "Deep networks: Dropout & DropBlock beats Dropout, by 1.6 points on VGG-16 and 1.3 on ResNet-34",
      "§3",
      gain(VGG_16, DROPOUT_DROPBLOCK, DROPOUT),
      gain(RESNET_34, DROPOUT_DROPBLOCK, DROPOUT)),
  A6(
      "AlexNet: Dropout & DropBlock is 0.3 points below Dropout",
      "§3",
      gain(ALEXNET, DROPOUT_DROPBLOCK, DROPOUT)),
  S1("VGG-16: with Dropout & DropBlock, the loss curves fluctuate least", "§3, fig. 5"),
  S2("ResNet-34: with Dropout & DropBlock, the loss curves fluctuate least", "§3, fig. 5"),
  S3("AlexNet: with Dropout & DropBlock, the loss curves fluctuate least", "§3, fig. 5"),
  V1("VGG-16: with Dropout & DropBlock, the loss falls fastest", "§3, fig. 5"),
  V2("ResNet-34: with Dropout & DropBlock, the loss falls fastest", "§3, fig. 5"),
  V3("AlexNet: with Dropout & DropBlock, the loss falls fastest", "§3, fig. 5"),
  L1("VGG-16: with Dropout & DropBlock, the final validation loss is smallest", "§3, fig. 5"),
  L2("ResNet-34: with Dropout & DropBlock, the final validation loss is smallest", "§3, fig. 5"),
  L3(
      "AlexNet: with Dropout & DropBlock, the training loss ends slightly above Dropout's",
      "§3, fig. 5"),
  R1(
      "ResNet-34 with Dropout & DropBlock: the validation loss drops sharply around epoch 10, then"
          + " falls slowly",
      "§3, fig. 5");

  private final String text;
  private final String where;
  private final List<Comparison> comparisons;

  Claim(String text, String where, Comparison... comparisons) {
    this.text = text;
    this.where = where;
    this.comparisons = List.of(comparisons);
  }

  /** The claim in a sentence, without a full stop. */
  public String text() {
    return text;
  }

  /** Section and figure of the paper. */
  public String where() {
    return where;
  }

  /**
   * The differences in test accuracy that the claim is about, each with the paper's figure; empty
   * for a claim about losses.
   */
  public List<Comparison> comparisons() {
    return comparisons;
  }

  /** Claims about test accuracy. */
  public static List<Claim> ofAccuracy() {
    return Arrays.stream(values()).filter(claim -> !claim.comparisons.isEmpty()).toList();
  }

  private static Comparison gain(Network network, Regularizer arm, Regularizer baseline) {
    double points = PaperResults.difference(network, arm, baseline).orElseThrow();
    return new Comparison(network, arm, baseline, points);
  }
}
