package io.github.dropblock.harness.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of GPUs that are divided (NVIDIA's Multi-Instance GPU), each of which is a GPU of its
 * own to CUDA: {@code nvidia-smi -L} lists them under the GPU that they belong to.
 */
final class MigInstances {
  private static final Pattern GPU = Pattern.compile("GPU (\\d+):.*");

  private static final Pattern INSTANCE =
      Pattern.compile("\\s+MIG (\\S*?(\\d+)gb\\S*)\\s+Device\\s+\\d+:\\s+\\(UUID: (MIG-[^)]+)\\)");

  /**
   * Of memory for each gigabyte in a profile's name, bytes: a {@code 1g.5gb} has 4,864 MiB, and
   * other profiles more for each. How much of it is free, nvidia-smi doesn't tell in lines.
   */
  private static final long BYTES_PER_GIGABYTE = 970L << 20;

  private MigInstances() {}

  /**
   * The GPUs, and in the place of divided ones their instances.
   *
   * @param list what {@code nvidia-smi -L} says
   */
  static List<Gpu> of(List<Gpu> gpus, String list) {
    Map<Integer, List<Matcher>> instances = new HashMap<>();
    int index = -1;
    for (String line : list.lines().toList()) {
      Matcher gpu = GPU.matcher(line);
      Matcher instance = INSTANCE.matcher(line);
      if (gpu.matches()) {
        index = Integer.parseInt(gpu.group(1));
      } else if (instance.matches()) {
        instances.computeIfAbsent(index, absent -> new ArrayList<>()).add(instance);
      }
    }
    List<Gpu> all = new ArrayList<>();
    for (Gpu gpu : gpus) {
      List<Matcher> parts = instances.getOrDefault(gpu.index(), List.of());
      parts.forEach(part -> all.add(instance(gpu, part)));
      if (parts.isEmpty()) {
        all.add(gpu);
      }
    }
    return all;
  }

  private static Gpu instance(Gpu gpu, Matcher part) {
    long memory = BYTES_PER_GIGABYTE * Long.parseLong(part.group(2));
    return new Gpu(
        gpu.index(),
        part.group(3),
        gpu.name() + " MIG " + part.group(1),
        gpu.driver(),
        gpu.capability(),
        memory,
        memory);
  }
}
