package io.github.dropblock.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A shell script speaks the protocol in place of a Python with PyTorch. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class PeerTest {
  private static final String READY =
      "echo '{\"version\":\"9.9.1+cpu\",\"parameters\":7,\"layouts\":[\"contiguous\",\"channels_last\"]}'\n";

  @TempDir Path folder;

  private Peer start(String script, Step.Instructions instructions) throws Exception {
    Path python = folder.resolve("python3");
    Files.writeString(python, "#!/bin/sh\nread order\n" + script);
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
    return startCommand(python.toString(), instructions);
  }

  private Peer startCommand(String command, Step.Instructions instructions) throws Exception {
    return Peer.start(
        command,
        folder,
        Network.VGG_16,
        Profile.QUICK.protocol().training(Network.VGG_16),
        List.of(Regularizer.NONE, Regularizer.DROPOUT_DROPBLOCK),
        new Step(Step.StepKind.COMPILED, instructions, 2),
        7);
  }

  @Test
  void aStepIsTakenWheneverItIsAskedFor() throws Exception {
    String steps =
        "while read arm; do echo \"{\\\"milliseconds\\\":1$arm,\\\"cpuMilliseconds\\\":2$arm}\"; done\n";
    try (Peer peer = start(READY + steps, Step.Instructions.AVX512)) {
      assertThat(peer.title()).isEqualTo("PyTorch 9.9.1");
      assertThat(peer.layout(1)).isEqualTo("channels_last");
      assertThat(peer.step(1)).isEqualTo(new Peer.Taken(11, 21));
      assertThat(peer.step(0)).isEqualTo(new Peer.Taken(10, 20));
    }
  }

  @Test
  void itIsToldTheNetworkTheThreadsAndTheCapOnInstructions() throws Exception {
    String keep =
        "echo \"$order\" > '%s'\necho $ONEDNN_MAX_CPU_ISA $ATEN_CPU_CAPABILITY $OMP_NUM_THREADS > '%s'\n"
            .formatted(folder.resolve("order"), folder.resolve("environment"));
    start(keep + READY, Step.Instructions.AVX2).close();
    assertThat(folder.resolve("order"))
        .content()
        .contains("\"network\":\"vgg-16\"")
        .contains("\"threads\":2")
        .contains("\"trainedBlocks\":4")
        .contains("\"optimizer\":\"RMSPROP\"")
        .contains(
            "[{\"dropsBlocks\":false,\"dropsUnits\":false},{\"dropsBlocks\":true,\"dropsUnits\":true}]");
    assertThat(folder.resolve("environment")).hasContent("AVX2 avx2 2");
    assertThat(folder.resolve("peer.py")).content().contains("import torch");
  }

  @Test
  void withoutPyTorchOrPythonALineSaysSo() {
    assertThatThrownBy(
            () -> start("echo '{\"missing\":\"No module\"}'\n", Step.Instructions.AVX512))
        .isInstanceOf(Peer.MissingException.class)
        .hasMessage(
            "%s has no PyTorch (No module), so none is timed beside; pip install torch, or name another Python in dropblock.benchPeer",
            folder.resolve("python3"));
    assertThatThrownBy(() -> startCommand("no-such-python", Step.Instructions.AVX512))
        .isInstanceOf(Peer.MissingException.class)
        .hasMessageStartingWith("no-such-python can't be started (");
  }

  @Test
  void anotherNetworkIsNoPeer() {
    assertThatThrownBy(() -> start(READY.replace("7", "8"), Step.Instructions.AVX512))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(
            "built a VGG-16 that learns 8 parameters in place of 7; peer.py and package network differ");
  }

  @Test
  void aPeerThatEndsIsAFailure() throws Exception {
    try (Peer peer = start(READY, Step.Instructions.AVX512)) {
      assertThatThrownBy(() -> peer.step(0))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "the PyTorch of %s ended; its last words are above", folder.resolve("python3"));
    }
  }
}
