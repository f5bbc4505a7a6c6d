/**
 * Images: where they come from, which of them train and which test, and their decoded pixels. An
 * {@code ImageSource} is split by a {@code SplitManifest} and decoded into a {@code PixelCache},
 * which batches are cut out of.
 */
@NullMarked
package io.github.dropblock.harness.images;

import org.jspecify.annotations.NullMarked;
