package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;

/** Bad input is reported in one line that says what, where, and how to fix it; nothing is begun. */
public final class BadParameter {
  private BadParameter() {}

  public static void verify(File basedir) {
    Scenario scenario = new Scenario(basedir);

    assertTold(
        scenario,
        "unknown network 'lenet'; choose from alexnet, resnet-34, vgg-16",
        "-Ddropblock.networks=");
    assertTold(scenario, "there must be 1 or more", "-Ddropblock.epochs=-1");
    assertTold(scenario, "no such file or folder: ", "missing.zip", "-Ddropblock.data=");
    assertTold(scenario, "no-photos", "-Ddropblock.data");
    assertTold(scenario, "pom.xml is not a folder; choose another", "-Ddropblock.runDirectory=");
    assertTold(scenario, "unknown backend 'rocm'; choose auto, cpu, cuda", "-Ddropblock.backend=");
    assertTold(scenario, "no run in ", "run dropblock:reproduce first", "-Ddropblock.run");
    assertTold(scenario, "no such file or folder: ", "missing.h5", "-Ddropblock.weights=");
    assertTold(scenario, "pom.xml holds no weights", "-Ddropblock.weights");
    assertTold(
        scenario,
        "VGG-16 has no place 'conv1' for DropBlock; choose from block1, ",
        "-Ddropblock.placement=");
    assertTold(
        scenario,
        "there is no parameter -Ddropblock.Seeds; did you mean -Ddropblock.seeds?",
        "there is no parameter -Ddropblock.epoch; did you mean -Ddropblock.epochs?");
    assertTold(scenario, "-Ddropblock.data is empty");
    assertTold(scenario, "-Ddropblock.runDirectory is empty");
    assertThat(scenario.log()).doesNotContain("A defect of the plugin");
    assertThat(Path.of(basedir.getPath(), "target", "dropblock", "smoke", "cells")).doesNotExist();
  }

  private static void assertTold(Scenario scenario, String... parts) {
    assertThat(scenario.errors()).anySatisfy(line -> assertThat(line).contains(parts));
  }
}
