/** Sets two or more runs side by side. Reads run directories, trains nothing. */
package io.github.dropblock.harness.compare;
