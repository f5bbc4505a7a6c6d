/**
 * How numbers and words are written for people, and the templates that they go into. The same in
 * every locale.
 */
@NullMarked
package io.github.dropblock.harness.format;

import org.jspecify.annotations.NullMarked;
