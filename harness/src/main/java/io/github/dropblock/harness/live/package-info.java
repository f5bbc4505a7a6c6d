/**
 * The report of a run that still trains: written anew now and then, for an open browser to load.
 */
package io.github.dropblock.harness.live;
