/**
 * The compiled step on an NVIDIA GPU, by cuDNN, cuBLAS and kernels of our own, recorded once as a
 * CUDA graph. It needs none of ND4J's CUDA libraries. No user can choose it yet: it was only run on
 * stand-ins for CUDA's libraries.
 */
package io.github.dropblock.harness.compiled.cuda;
