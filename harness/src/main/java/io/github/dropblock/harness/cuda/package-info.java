/**
 * Kernels of our own on the GPU that ND4J computes on. Loaded by cells whose backend is CUDA only.
 */
package io.github.dropblock.harness.cuda;
