/**
 * A network's training step, compiled: a {@link io.github.dropblock.harness.compiled.Plan} lists a
 * graph's operations once, and a device runs them without asking Deeplearning4j again. What is here
 * knows no device and no vendor. Deeplearning4j describes the network, draws its first weights, and
 * its arrays are what a checkpoint is made of.
 */
package io.github.dropblock.harness.compiled;
