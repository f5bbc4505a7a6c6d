/** JVMs of a cell's own: started, watched, and ended with whoever started them. */
package io.github.dropblock.harness.fork;
