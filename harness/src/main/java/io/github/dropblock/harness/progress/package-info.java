/** How a matrix goes on: what is heard of it, the lines for a log, the time still needed. */
@NullMarked
package io.github.dropblock.harness.progress;

import org.jspecify.annotations.NullMarked;
