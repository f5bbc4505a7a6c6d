/**
 * Numbers that two backends are compared by. The scripts that do so on machines with a GPU name
 * this package, so it stays until they have run there.
 */
@NullMarked
package io.github.dropblock.harness.run;

import org.jspecify.annotations.NullMarked;
