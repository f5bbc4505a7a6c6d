/** Brings published files to this machine, into a cache that projects share. */
@NullMarked
package io.github.dropblock.harness.fetch;

import org.jspecify.annotations.NullMarked;
