/**
 * The networks, their head and their starting weights. DL4J's model files name this package's
 * layers by class, so those keep their names.
 */
package io.github.dropblock.harness.network;
