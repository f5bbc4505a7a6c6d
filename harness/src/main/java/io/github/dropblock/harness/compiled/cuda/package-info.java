/**
 * The compiled step on an NVIDIA GPU, by cuDNN, cuBLAS and kernels of our own, recorded once as a
 * CUDA graph. It needs none of ND4J's CUDA libraries. It was only run on stand-ins for CUDA's, so
 * it is used only where somebody asks for it.
 */
package io.github.dropblock.harness.compiled.cuda;
