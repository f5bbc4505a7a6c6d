/** What this machine offers a build, what of it must be in order, and how cells share it. */
package io.github.dropblock.plugin.host;
