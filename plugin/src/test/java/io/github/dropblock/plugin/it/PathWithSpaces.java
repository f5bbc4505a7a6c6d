package io.github.dropblock.plugin.it;

import java.io.File;
import java.io.IOException;

/** A run lives in folders whose names have spaces and letters beyond ASCII. */
public final class PathWithSpaces {
  private PathWithSpaces() {}

  public static void verify(File basedir) throws IOException {
    Scenario scenario = new Scenario(basedir);

    scenario.assertFinished("alexnet-dropout-dropblock-s1");
    scenario.assertReported();
  }
}
