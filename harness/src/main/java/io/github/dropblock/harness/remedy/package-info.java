/** What a user can do about a problem, by name: whoever talks to users has the words. */
@NullMarked
package io.github.dropblock.harness.remedy;

import org.jspecify.annotations.NullMarked;
