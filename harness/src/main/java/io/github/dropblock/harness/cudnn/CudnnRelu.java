package io.github.dropblock.harness.cudnn;

import static io.github.dropblock.harness.cudnn.Cudnn.check;
import static org.bytedeco.cuda.global.cudnn.cudnnActivationBackward;

import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * ReLU whose gradient cuDNN computes: ND4J's own operation waits for the GPU. For arrays of any
 * shape, which lie in c order; others are left to ND4J.
 *
 * <p>Belongs to a layer in training alone, never to a configuration that is stored.
 */
final class CudnnRelu extends ActivationReLU {
  private static final long serialVersionUID = 1L;

  private final transient Cudnn cudnn;

  CudnnRelu(Cudnn cudnn) {
    this.cudnn = cudnn;
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    INDArray gradient = in.ulike();
    if (in.dataType() != DataType.FLOAT
        || !inOrder(in)
        || !inOrder(epsilon)
        || !inOrder(gradient)) {
      return super.backprop(in, epsilon);
    }
    assertShape(in, epsilon);
    cudnnTensorStruct numbers = cudnn.tensor(1, 1, 1, in.length());
    // A number at or below 0 comes to 0 as ReLU's output and as its input alike.
    Pointer z = cudnn.read(in);
    check(
        cudnnActivationBackward(
            cudnn.handle(),
            cudnn.relu,
            cudnn.one,
            numbers,
            z,
            numbers,
            cudnn.read(epsilon),
            numbers,
            z,
            cudnn.zero,
            numbers,
            cudnn.write(gradient)),
        "cudnnActivationBackward",
        in.length() + " numbers");
    return new Pair<>(gradient, null);
  }

  private static boolean inOrder(INDArray array) {
    return Cudnn.isContiguous(array.shape(), array.stride());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CudnnRelu;
  }

  @Override
  public int hashCode() {
    return CudnnRelu.class.hashCode();
  }
}
