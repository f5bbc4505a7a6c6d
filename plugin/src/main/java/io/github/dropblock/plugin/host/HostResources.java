package io.github.dropblock.plugin.host;

/**
 * What there is to run on.
 *
 * @param cores processors that this JVM may use
 * @param memory physical, or the container's limit, bytes
 */
public record HostResources(int cores, long memory) {}
