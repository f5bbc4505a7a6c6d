/**
 * How numbers and words are written for people, and the templates that they go into. The same in
 * every locale.
 */
package io.github.dropblock.harness.format;
