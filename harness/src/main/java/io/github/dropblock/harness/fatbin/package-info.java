/**
 * Reads and rewrites the CUDA kernels inside a shared library, so that one released before a GPU
 * gets machine code for it.
 */
package io.github.dropblock.harness.fatbin;
