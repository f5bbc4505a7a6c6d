package io.github.dropblock.harness.paper;

import static io.github.dropblock.harness.experiment.Network.ALEXNET;
import static io.github.dropblock.harness.experiment.Network.RESNET_34;
import static io.github.dropblock.harness.experiment.Network.VGG_16;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;

import io.github.dropblock.harness.analysis.Hypothesis;
import io.github.dropblock.harness.analysis.Stated;
import io.github.dropblock.harness.analysis.Statement;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.results.Measure;
import java.util.List;
import java.util.OptionalDouble;

/** A statement of the paper that an experiment can test. */
public enum Claim implements Hypothesis {
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
  S1(
      "VGG-16: with Dropout & DropBlock, the loss curves fluctuate least",
      "§3, fig. 5",
      least(VGG_16, Measure.FLUCTUATION)),
  S2(
      "ResNet-34: with Dropout & DropBlock, the loss curves fluctuate least",
      "§3, fig. 5",
      least(RESNET_34, Measure.FLUCTUATION)),
  S3(
      "AlexNet: with Dropout & DropBlock, the loss curves fluctuate least",
      "§3, fig. 5",
      least(ALEXNET, Measure.FLUCTUATION)),
  V1(
      "VGG-16: with Dropout & DropBlock, the loss falls fastest",
      "§3, fig. 5",
      least(VGG_16, Measure.EPOCHS_DOWN)),
  V2(
      "ResNet-34: with Dropout & DropBlock, the loss falls fastest",
      "§3, fig. 5",
      least(RESNET_34, Measure.EPOCHS_DOWN)),
  V3(
      "AlexNet: with Dropout & DropBlock, the loss falls fastest",
      "§3, fig. 5",
      least(ALEXNET, Measure.EPOCHS_DOWN)),
  L1(
      "VGG-16: with Dropout & DropBlock, the final validation loss is smallest",
      "§3, fig. 5",
      least(VGG_16, Measure.FINAL_VALIDATION_LOSS)),
  L2(
      "ResNet-34: with Dropout & DropBlock, the final validation loss is smallest",
      "§3, fig. 5",
      least(RESNET_34, Measure.FINAL_VALIDATION_LOSS)),
  L3(
      "AlexNet: with Dropout & DropBlock, the training loss ends slightly above Dropout's",
      "§3, fig. 5",
      Statement.more(ALEXNET, DROPOUT_DROPBLOCK, DROPOUT, Measure.FINAL_TRAINING_LOSS)),
  R1(
      "ResNet-34 with Dropout & DropBlock: the validation loss drops sharply around epoch 10, then"
          + " falls slowly",
      "§3, fig. 5",
      Statement.shape(RESNET_34, DROPOUT_DROPBLOCK, Measure.EARLY_DROP));

  private final String text;
  private final String where;
  private final List<Statement> statements;

  Claim(String text, String where, Statement... statements) {
    this(text, where, List.of(statements));
  }

  Claim(String text, String where, List<Statement> statements) {
    this.text = text;
    this.where = where;
    this.statements = statements;
  }

  /** The claim in a sentence, without a full stop. */
  public String text() {
    return text;
  }

  /** Section and figure of the paper. */
  public String where() {
    return where;
  }

  /** What must hold of a run's measures for the claim to hold, all of it. */
  @Override
  public List<Statement> statements() {
    return statements;
  }

  private static Statement gain(Network network, Regularizer arm, Regularizer baseline) {
    double points = PaperResults.difference(network, arm, baseline).orElseThrow();
    OptionalDouble accuracy = PaperResults.accuracy(network, baseline);
    OptionalDouble share =
        accuracy.isPresent()
            ? OptionalDouble.of(accuracy.getAsDouble() / 100)
            : OptionalDouble.empty();
    return Statement.accuracy(
        network, arm, baseline, new Stated(points, share, PaperResults.TEST_IMAGES));
  }

  /** That a measure is less with both regularizers than with each of the paper's other arms. */
  private static List<Statement> least(Network network, Measure measure) {
    return List.of(
        Statement.less(network, DROPOUT_DROPBLOCK, NONE, measure),
        Statement.less(network, DROPOUT_DROPBLOCK, DROPOUT, measure));
  }
}
