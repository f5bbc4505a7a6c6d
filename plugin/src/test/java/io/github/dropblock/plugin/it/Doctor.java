package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;

/** The doctor says what would run where, without a network, and begins nothing. */
public final class Doctor {
  private Doctor() {}

  public static void verify(File basedir) {
    assertThat(new Scenario(basedir).log())
        .contains("Java     ", "Maven    ", "System   ", "Natives  ", "GPU      ")
        .contains("profile smoke")
        .contains("Backend  cpu");
    // Not target itself: Maven 4 keeps a repository of its own there.
    assertThat(basedir.toPath().resolve("target/dropblock")).doesNotExist();
  }
}
