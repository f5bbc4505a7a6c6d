/**
 * What the paper says, as data: its results, its claims and what it leaves open.
 *
 * <p>Hu Hui, Si Fengyang, Zeng Chen, Shu Wenlu: <i>A regularization strategy combining Dropblock
 * and Dropout</i>, Journal of Henan Normal University (Natural Science Edition), 2019.
 */
@NullMarked
package io.github.dropblock.harness.paper;

import org.jspecify.annotations.NullMarked;
