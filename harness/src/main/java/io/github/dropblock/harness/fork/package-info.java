/** JVMs of a cell's own: started, watched, and ended with whoever started them. */
@NullMarked
package io.github.dropblock.harness.fork;

import org.jspecify.annotations.NullMarked;
