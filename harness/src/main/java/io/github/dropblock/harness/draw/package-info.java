/** Drawn animals: data for a first look, where nobody has to fetch photos. */
@NullMarked
package io.github.dropblock.harness.draw;

import org.jspecify.annotations.NullMarked;
