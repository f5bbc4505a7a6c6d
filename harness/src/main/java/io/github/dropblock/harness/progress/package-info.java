/** How a matrix goes on: what is heard of it, the lines for a log, the time still needed. */
package io.github.dropblock.harness.progress;
