/**
 * What is tried: networks, regularizers, cells, the protocol of their training, profiles. Settings
 * only, which know nothing of how they are carried out.
 */
@NullMarked
package io.github.dropblock.harness.experiment;

import org.jspecify.annotations.NullMarked;
