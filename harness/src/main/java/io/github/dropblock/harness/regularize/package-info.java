/**
 * DropBlock as a layer of DL4J networks. DL4J's model files name its classes, so those keep their
 * names.
 */
package io.github.dropblock.harness.regularize;
