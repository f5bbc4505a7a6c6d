/**
 * Measures how fast images reach a network and how long its training step takes: for people who
 * tune either. Nothing of a result depends on it.
 */
@NullMarked
package io.github.dropblock.harness.bench;

import org.jspecify.annotations.NullMarked;
