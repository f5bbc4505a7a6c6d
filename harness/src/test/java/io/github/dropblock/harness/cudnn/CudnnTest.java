package io.github.dropblock.harness.cudnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CudnnTest {
  @Test
  void numbersLieInOrderWhateverTheStrideOfASideOfOne() {
    assertThat(Cudnn.isContiguous(new long[] {2, 3, 4, 5}, new long[] {60, 20, 5, 1})).isTrue();
    assertThat(Cudnn.isContiguous(new long[] {16, 8, 1, 1}, new long[] {8, 1, 1, 1})).isTrue();
    assertThat(Cudnn.isContiguous(new long[] {1, 8}, new long[] {1, 1})).isTrue();
    assertThat(Cudnn.isContiguous(new long[] {1, 1}, new long[] {7, 7})).isTrue();
  }

  @Test
  void numbersOfAPermutedArrayOfAPartOrOfOneRepeatedDoNot() {
    assertThat(Cudnn.isContiguous(new long[] {2, 3, 4, 5}, new long[] {60, 1, 15, 3})).isFalse();
    assertThat(Cudnn.isContiguous(new long[] {2, 3, 4, 5}, new long[] {80, 20, 5, 1})).isFalse();
    assertThat(Cudnn.isContiguous(new long[] {2, 3}, new long[] {0, 0})).isFalse();
  }

  @Test
  void oneWorkspaceServesAllAndGrowsToTheLargest() {
    Cudnn cudnn = StandIn.open(false);

    assertThat(cudnn.workspace(0)).isNull();
    long first = cudnn.workspace(1000).address();
    assertThat(cudnn.workspace(10).address()).isEqualTo(first);
    long grown = cudnn.workspace(1 << 20).address();
    assertThat(cudnn.workspace(1000).address()).isEqualTo(grown);
  }

  @Test
  void aResultThatDoesNotLieInOrderIsRefused() {
    Cudnn cudnn = StandIn.open(false);
    INDArray transposed = Nd4j.create(DataType.FLOAT, 2, 3).transpose();

    assertThatThrownBy(() -> cudnn.write(transposed))
        .hasMessage("cuDNN would write beside the numbers of an array with strides [1, 3]");
  }
}
