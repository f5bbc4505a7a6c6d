/** Reads what users give with {@code -D} or in a POM, and says what is wrong with it. */
package io.github.dropblock.plugin.parameters;
