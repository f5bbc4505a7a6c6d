/**
 * Images: where they come from, which of them train and which test, and how they reach a network.
 * {@link io.github.dropblock.harness.data.ImageSource} → {@link
 * io.github.dropblock.harness.data.SplitManifest} → {@link
 * io.github.dropblock.harness.data.PixelCache} → {@link io.github.dropblock.harness.data.Augmenter}
 * → {@link io.github.dropblock.harness.data.Batches}.
 */
package io.github.dropblock.harness.data;
