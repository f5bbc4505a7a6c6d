/**
 * The goals: parameters and words for users. A goal checks what it was given, makes one request of
 * it and calls one service of the harness. Knows nothing of ND4J and DL4J.
 */
@NullMarked
package io.github.dropblock.plugin;

import org.jspecify.annotations.NullMarked;
