/**
 * The compiled step on a CPU, by oneDNN's primitives. They are made once; formats of arrays are
 * those that the primitives ask for, and an array is reordered only where two of them differ.
 */
package io.github.dropblock.harness.compiled.onednn;
