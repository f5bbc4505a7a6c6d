/**
 * cuDNN for the layers of DL4J networks on a GPU.
 *
 * <p>DL4J M1.1 has such helpers, but can't construct them, and once helped they look for an
 * algorithm, or ask for the size of its workspace, at every step. These choose once per shape.
 *
 * <p>Nothing else touches CUDA's classes, which are on the class path of cells on a GPU only.
 */
package io.github.dropblock.harness.cudnn;
