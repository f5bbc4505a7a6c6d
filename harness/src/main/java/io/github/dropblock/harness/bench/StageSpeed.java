package io.github.dropblock.harness.bench;

/**
 * How fast a stage of the images' way is.
 *
 * @param stage in words
 * @param imageSize side of the network's input, pixels
 * @param images that were handled while it was measured
 * @param imagesPerS by the clock, on all cores together
 * @param cpuMs processor time an image took, milliseconds: it says more than the clock where other
 *     processes run beside
 */
public record StageSpeed(
    String stage, int imageSize, long images, double imagesPerS, double cpuMs) {}
