package io.github.dropblock.harness.cuda;

import org.nd4j.linalg.jcublas.ops.executioner.CudaExecutioner;

/**
 * ND4J's executioner without its waiting. {@code CudaExecutioner.exec(CustomOp)} begins with {@link
 * #commit}, and each workspace's end and each array that moves to another workspace call it:
 * hundreds of times a step (docs/gpu.md counts them) the host waits until the GPU has nothing left
 * to do.
 *
 * <p>Nothing needs that: all kernels of a thread go into one stream, which runs them in order,
 * copies that the host's memory is read by are waited for where they are asked for, and so is what
 * the host reads. Read off ND4J M1.1's source; never tried on a GPU.
 *
 * <p>ND4J takes it where {@code -Dopexec} names it: see {@code Step}.
 */
public final class QuietExecutioner extends CudaExecutioner {
  /** Waits for nothing. */
  @Override
  public void commit() {}
}
