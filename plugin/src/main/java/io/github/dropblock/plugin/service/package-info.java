/** What goals have done for them, in processes and with files, behind interfaces. */
@NullMarked
package io.github.dropblock.plugin.service;

import org.jspecify.annotations.NullMarked;
