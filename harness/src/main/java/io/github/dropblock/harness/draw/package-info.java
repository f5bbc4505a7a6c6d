/** Drawn animals: data for a first look, where nobody has to fetch photos. */
package io.github.dropblock.harness.draw;
