/** What this machine offers a build, what of it must be in order, and how cells share it. */
@NullMarked
package io.github.dropblock.plugin.host;

import org.jspecify.annotations.NullMarked;
