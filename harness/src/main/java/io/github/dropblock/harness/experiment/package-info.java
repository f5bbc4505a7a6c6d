/**
 * What is tried: networks, regularizers, cells, the protocol of their training, profiles. Settings
 * only, which know nothing of how they are carried out.
 */
package io.github.dropblock.harness.experiment;
