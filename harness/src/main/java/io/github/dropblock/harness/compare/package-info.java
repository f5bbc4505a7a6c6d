/** Sets two or more runs side by side. Reads run directories, trains nothing. */
@NullMarked
package io.github.dropblock.harness.compare;

import org.jspecify.annotations.NullMarked;
