/** What a goal shows while it runs: progress lines, and logs that every terminal can print. */
package io.github.dropblock.plugin.console;
