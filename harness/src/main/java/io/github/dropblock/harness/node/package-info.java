/**
 * What a machine of a cluster does for a cell: it brings the cell's inputs into its cache, starts
 * the cell's JVM, and sends back what that leaves. Knows no cluster by name: inputs come out of
 * {@link io.github.dropblock.harness.node.Pieces}, and letters go by way of a {@link
 * io.github.dropblock.harness.node.Post}.
 */
@NullMarked
package io.github.dropblock.harness.node;

import org.jspecify.annotations.NullMarked;
