/** What goals have fetched: jars, by Maven's own resolver, and published data. */
@NullMarked
package io.github.dropblock.plugin.download;

import org.jspecify.annotations.NullMarked;
