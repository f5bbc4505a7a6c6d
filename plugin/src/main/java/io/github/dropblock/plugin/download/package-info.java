/** What goals have fetched: jars, by Maven's own resolver, and published data. */
package io.github.dropblock.plugin.download;
