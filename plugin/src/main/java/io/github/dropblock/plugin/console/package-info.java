/** What a goal shows while it runs: progress lines, and logs that every terminal can print. */
@NullMarked
package io.github.dropblock.plugin.console;

import org.jspecify.annotations.NullMarked;
