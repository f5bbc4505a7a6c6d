package io.github.dropblock.plugin;

import io.github.dropblock.harness.backend.Gpu;
import io.github.dropblock.harness.backend.InstalledCuda;
import io.github.dropblock.harness.backend.NvidiaDriver;
import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.fatbin.Ptxas;
import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.host.HostResources;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A machine of 4 cores with AVX2, 8 GiB and no GPU, unless said otherwise. */
final class StubMachine implements HostMachine {
  HostResources resources = new HostResources(4, 8L << 30);
  OptionalLong openFiles = OptionalLong.of(1024);
  Platform platform = new Platform("linux-x86_64", "-avx2");
  NvidiaDriver gpus = new NvidiaDriver(List.of(), "no driver; install it");
  InstalledCuda cuda = new InstalledCuda(11, List.of(), List.of("libcublas.so.11"));
  InstalledCuda cudaForSteps = new InstalledCuda(12, List.of(), List.of("libcublas.so.12"));
  Optional<Ptxas> ptxas = Optional.empty();
  Optional<String> instructionCap = Optional.empty();

  StubMachine with(Gpu... there) {
    gpus = new NvidiaDriver(List.of(there), "");
    return this;
  }

  @Override
  public HostResources resources() {
    return resources;
  }

  @Override
  public OptionalLong physicalMemory() {
    return OptionalLong.of(8L << 30);
  }

  @Override
  public OptionalLong openFiles() {
    return openFiles;
  }

  @Override
  public Platform platform() {
    return platform;
  }

  @Override
  public Optional<String> instructionCap() {
    return instructionCap;
  }

  @Override
  public NvidiaDriver gpus() {
    return gpus;
  }

  @Override
  public InstalledCuda cuda() {
    return cuda;
  }

  @Override
  public InstalledCuda cudaForSteps() {
    return cudaForSteps;
  }

  @Override
  public Optional<Ptxas> ptxas() {
    return ptxas;
  }
}
