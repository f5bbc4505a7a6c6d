/** Brings published files to this machine, into a cache that projects share. */
package io.github.dropblock.harness.fetch;
