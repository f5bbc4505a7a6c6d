/** What a machine has room for: memory of a cell, threads, cells side by side, shares of a GPU. */
@NullMarked
package io.github.dropblock.harness.capacity;

import org.jspecify.annotations.NullMarked;
