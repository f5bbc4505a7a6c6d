/**
 * Batches for a network, cut out of decoded images: random crops, mirroring, normalisation. The
 * same batches for the same seed, on however many threads.
 */
@NullMarked
package io.github.dropblock.harness.batch;

import org.jspecify.annotations.NullMarked;
