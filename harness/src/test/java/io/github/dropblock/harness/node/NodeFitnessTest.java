package io.github.dropblock.harness.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        .hasMessage(
            "its Java is 11, and cells need 17 or newer; point JAVA_HOME at a JDK 17 there");
  }

  @Test
  void nativeLibrariesOfAnotherKindOfMachineAreNotTried() {
    assertThatThrownBy(() -> NodeFitness.require(LINUX, 4, "Linux aarch64", 17, 4))
        .isInstanceOf(NodeFaultException.class)
        .hasMessageContaining("it is Linux aarch64, and the native libraries are those of Linux");
  }

  @Test
  void tooLittleMemoryIsSaidBeforeACellStarts() {
    assertThatThrownBy(() -> NodeFitness.require(LINUX, 3_000_000_000L, LINUX, 17, 2_000_000_000L))
        .isInstanceOf(NodeFaultException.class)
        .hasMessageContaining("it has 2000 MB of memory, and a cell takes up to 3000 MB")
        .hasMessageContaining("-Ddropblock.cellMemory");
  }
}
