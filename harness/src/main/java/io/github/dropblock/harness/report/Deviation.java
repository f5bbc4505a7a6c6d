package io.github.dropblock.harness.report;

/**
 * Something that is not as in the paper, or not as in the profile that follows it.
 *
 * @param what the setting
 * @param paper its value there
 * @param here its value in this run
 */
record Deviation(String what, String paper, String here) {}
