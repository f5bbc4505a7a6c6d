package io.github.dropblock.harness.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import org.junit.jupiter.api.Test;

class NodeFitnessTest {
  private static final String LINUX = "Linux amd64";

  @Test
  void aMachineOfTheSameKindWithEnoughMemoryWillDo() {
    assertThatCode(() -> NodeFitness.require(LINUX, 4, LINUX, 17, 4)).doesNotThrowAnyException();
  }

  @Test
  void anOlderJavaIsNamedWithTheRemedy() {
    assertThatThrownBy(() -> NodeFitness.require(LINUX, 4, LINUX, 11, 4))
        .isInstanceOf(NodeFaultException.class)
        .hasMessage("its Java is 11, and cells need 17 or newer")
        .satisfies(Helped.by(Remedy.INSTALL_JAVA_THERE));
  }

  @Test
  void nativeLibrariesOfAnotherKindOfMachineAreNotTried() {
    assertThatThrownBy(() -> NodeFitness.require(LINUX, 4, "Linux aarch64", 17, 4))
        .isInstanceOf(NodeFaultException.class)
        .hasMessageContaining("it is Linux aarch64, and the native libraries are those of Linux")
        .satisfies(Helped.by(Remedy.RUN_ON_NODES_KIND));
  }

  @Test
  void tooLittleMemoryIsSaidBeforeACellStarts() {
    assertThatThrownBy(() -> NodeFitness.require(LINUX, 3_000_000_000L, LINUX, 17, 2_000_000_000L))
        .isInstanceOf(NodeFaultException.class)
        .hasMessage("it has 2000 MB of memory, and a cell takes up to 3000 MB")
        .satisfies(
            Helped.by(Remedy.LOWER_BATCH_SIZE, Remedy.LOWER_CELL_MEMORY, Remedy.LEAVE_NODE_OUT));
  }
}
