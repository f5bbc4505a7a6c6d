/** What goals have done for them, in processes and with files, behind interfaces. */
package io.github.dropblock.plugin.service;
