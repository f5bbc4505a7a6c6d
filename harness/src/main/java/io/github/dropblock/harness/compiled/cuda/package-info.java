/**
 * The compiled step on an NVIDIA GPU, by cuDNN, cuBLAS and kernels of our own, recorded once as a
 * CUDA graph. It needs none of ND4J's CUDA libraries. It was only run on stand-ins for CUDA's, so
 * nobody has it who doesn't ask for it.
 */
package io.github.dropblock.harness.compiled.cuda;
