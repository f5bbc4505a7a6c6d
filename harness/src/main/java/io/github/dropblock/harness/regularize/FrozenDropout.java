package io.github.dropblock.harness.regularize;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A dropout among frozen layers that still drops. DL4J runs frozen layers as in inference, which
 * would silently turn the dropout off; left unfrozen, it would ask frozen layers for a gradient
 * that they don't have.
 */
public final class FrozenDropout extends FrozenLayer {
  private static final long serialVersionUID = 1L;

  public FrozenDropout(@JsonProperty("layer") DropoutLayer layer) {
    super(layer);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    Layer frozen = super.instantiate(conf, listeners, index, parameters, initialize, type);
    return new Active(((org.deeplearning4j.nn.layers.FrozenLayer) frozen).getInsideLayer());
  }

  /** Frozen to the backward pass, but told when it is training. */
  private static final class Active extends org.deeplearning4j.nn.layers.FrozenLayer {
    private static final long serialVersionUID = 1L;

    Active(Layer inside) {
      super(inside);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
      return getInsideLayer().activate(training, workspaces);
    }

    @Override
    public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaces) {
      return getInsideLayer().activate(input, training, workspaces);
    }
  }
}
