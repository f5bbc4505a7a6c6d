/** What a user can do about a problem, by name: whoever talks to users has the words. */
package io.github.dropblock.harness.remedy;
