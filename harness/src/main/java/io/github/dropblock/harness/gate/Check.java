package io.github.dropblock.harness.gate;

/**
 * Something that a run was held to.
 *
 * @param what such as {@code ResNet-34, None: testAccuracy}
 * @param wanted in words
 * @param got in words
 * @param held whether it was so
 * @param file that it was read from, below the run directory
 */
public record Check(String what, String wanted, String got, boolean held, String file) {}
