/**
 * What computes, and on which device: ND4J's backends, the artifacts that each needs on a platform,
 * and the GPUs that are there. Knows ND4J by its artifacts' names only.
 */
@NullMarked
package io.github.dropblock.harness.backend;

import org.jspecify.annotations.NullMarked;
