/** Reads what users give with {@code -D} or in a POM, and says what is wrong with it. */
@NullMarked
package io.github.dropblock.plugin.parameters;

import org.jspecify.annotations.NullMarked;
