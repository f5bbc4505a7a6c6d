/** Files that are whole or not there, and the forms of what is in them: JSON, CSV, checksums. */
package io.github.dropblock.harness.files;
