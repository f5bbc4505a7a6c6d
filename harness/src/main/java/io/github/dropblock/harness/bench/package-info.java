/**
 * Measures how fast images reach a network and how long its training step takes: for people who
 * tune either. Nothing of a result depends on it.
 */
package io.github.dropblock.harness.bench;
