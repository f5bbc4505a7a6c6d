package io.github.dropblock.plugin;

import io.github.dropblock.harness.verify.Contradictions;
import io.github.dropblock.harness.verify.FalseAlarms;
import io.github.dropblock.harness.verify.GateOutcome;
import io.github.dropblock.harness.verify.GateRequest;
import io.github.dropblock.harness.verify.Threshold;
import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.parameters.FlagAdvice;
import io.github.dropblock.plugin.parameters.Parameters;
import io.github.dropblock.plugin.parameters.Paths;
import io.github.dropblock.plugin.service.Runs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Fails the build if a run falls short of thresholds or of an accepted run, and if asked to, if it
 * contradicts the paper. Reads the run's folder and trains nothing: bind {@code reproduce} before
 * it.
 */
@Mojo(
    name = "verify",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    aggregator = true,
    threadSafe = true)
public class VerifyMojo extends RunMojo {

  /**
   * Thresholds, comma-separated, such as {@code resnet-34/none/testAccuracy>=0.85} or, for all
   * cells, {@code secondsPerEpoch<=10}; in a POM, {@code threshold} elements with {@code network},
   * {@code regularizer}, {@code measure}, {@code atLeast} and {@code atMost}. Measures: {@code
   * testAccuracy} (0 to 1), {@code testLoss}, {@code lastEpochTrainingLoss}, {@code
   * lastEpochValidationLoss} (nats), {@code imagesPerSecond}, {@code secondsPerEpoch}. Each holds
   * for the mean over seeds.
   */
  @Parameter(property = "dropblock.thresholds")
  private List<ThresholdElement> thresholds;

  /** The file of an accepted run: {@code baseline} writes it, {@code verify} reads it. */
  @Parameter(property = "dropblock.baseline")
  private File baseline;

  /**
   * How often a build whose networks train as well as before may fail against the baseline, a share
   * above 0 and below 1, over all networks and regularizers together.
   */
  @Parameter(property = "dropblock.falseAlarms", defaultValue = "0.01")
  private double falseAlarms;

  /**
   * What to do about claims of the paper whose verdict is opposite, or no such effect, on other
   * photos or under another protocol too: {@code ignore}, {@code warn} or {@code fail}.
   */
  @Parameter(property = "dropblock.contradictedClaims", defaultValue = "warn")
  private String contradictedClaims;

  @Inject
  VerifyMojo(HostMachine machine, Runs runs) {
    super(machine, runs);
  }

  @Override
  void perform() throws MojoFailureException, IOException {
    GateRequest request =
        new GateRequest(
            existingRun(),
            thresholds(),
            accepted(),
            Parameters.checked("falseAlarms", falseAlarms, () -> new FalseAlarms(falseAlarms)),
            contradictions());
    GateOutcome outcome = runs().check(request);
    outcome.warning(FlagAdvice.WORDS).ifPresent(warning -> warning.lines().forEach(getLog()::warn));
    outcome.notice().ifPresent(notice -> notice.lines().forEach(getLog()::info));
    if (!outcome.passed()) {
      throw new MojoFailureException(outcome.describe());
    }
    outcome.describe().lines().forEach(getLog()::info);
  }

  private Contradictions contradictions() {
    return Parameters.checked(
        "contradictedClaims", contradictedClaims, () -> Contradictions.parse(contradictedClaims));
  }

  private List<Threshold> thresholds() {
    return thresholds == null
        ? List.of()
        : thresholds.stream().map(ThresholdElement::threshold).toList();
  }

  private Optional<Path> accepted() {
    return Optional.ofNullable(baseline).map(file -> Paths.file("baseline", file.toPath()));
  }
}
