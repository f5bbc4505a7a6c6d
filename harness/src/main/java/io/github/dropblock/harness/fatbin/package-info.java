/**
 * Reads and rewrites the CUDA kernels inside a shared library, so that one released before a GPU
 * gets machine code for it.
 */
@NullMarked
package io.github.dropblock.harness.fatbin;

import org.jspecify.annotations.NullMarked;
