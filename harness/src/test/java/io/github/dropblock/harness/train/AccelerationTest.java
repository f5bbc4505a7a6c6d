package io.github.dropblock.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.network.NetworkSpec;
import io.github.dropblock.harness.network.Specs;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccelerationTest {
  private final NetworkSpec spec = Specs.narrow(Network.ALEXNET, Regularizer.NONE);

  @AfterEach
  void forget() {
    System.clearProperty(Acceleration.CUDNN);
  }

  @Test
  void theCpuKeepsWhatDeeplearning4jHasForIt() throws IOException {
    assertThat(Acceleration.start(Backend.CPU)).isEmpty();
    assertThat(Acceleration.build(spec, Backend.CPU).getLayer("conv1").getHelper())
        .isInstanceOf(MKLDNNConvHelper.class);
  }

  @Test
  void aGpuWithoutCudnnIsSaidInTheResult() throws IOException {
    System.setProperty(Acceleration.CUDNN, "false");

    assertThat(Acceleration.start(Backend.CUDA)).isEqualTo("no cuDNN, as -Ddropblock.cudnn says");
    assertThat(Acceleration.build(spec, Backend.CUDA).getLayer("conv1").getHelper())
        .isInstanceOf(MKLDNNConvHelper.class);
  }

  /** As on a machine whose CUDA lacks cuDNN. ND4J's CUDA backend isn't on the tests' class path. */
  @Test
  void cudnnThatDoesNotLoadIsAnErrorInALine() {
    assertThatThrownBy(() -> Acceleration.start(Backend.CUDA_TF32))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cuDNN can't be loaded: ")
        .satisfies(Helped.by(Remedy.RUN_DOCTOR, Remedy.DO_WITHOUT_CUDNN))
        .hasMessageNotContaining("\n");
  }
}
