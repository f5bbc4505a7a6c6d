/** Files that are whole or not there, and the forms of what is in them: JSON, CSV, checksums. */
@NullMarked
package io.github.dropblock.harness.files;

import org.jspecify.annotations.NullMarked;
