/**
 * The report of a run that still trains: written anew now and then, for an open browser to load.
 */
@NullMarked
package io.github.dropblock.harness.live;

import org.jspecify.annotations.NullMarked;
