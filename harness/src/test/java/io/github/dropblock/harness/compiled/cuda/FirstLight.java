package io.github.dropblock.harness.compiled.cuda;

import io.github.dropblock.harness.compiled.CompiledNetwork;
import io.github.dropblock.harness.compiled.Device;
import io.github.dropblock.harness.compiled.onednn.OneDnnDevice;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.network.NetworkSpec;
import io.github.dropblock.harness.network.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * For a borrowed GPU: compiled steps on it beside the CPU's plan, step by step, then how long steps
 * take. Needs ND4J for the CPU, oneDNN, JNA, and CUDA 12 or 13 with cuDNN 9 where the loader finds
 * them; nothing of ND4J's CUDA.
 */
final class FirstLight {
  private static final int COMPARED = 5;

  private FirstLight() {}

  /**
   * Arguments: network, regularizer, size, batch, steps to time, precision, and the libraries of
   * the driver, NVRTC, cuBLAS and cuDNN.
   */
  public static void main(String[] arguments) {
    CudaLibraryNames libraries =
        new CudaLibraryNames(arguments[6], arguments[7], arguments[8], arguments[9]);
    Run run =
        new Run(
            Profile.PHOTOS,
            Network.valueOf(arguments[0]),
            Regularizer.valueOf(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]));
    run.lines(new CudaStepDevice(libraries, Precision.valueOf(arguments[5]), Long.MAX_VALUE))
        .forEach(System.out::println);
  }

  /**
   * @param steps that are timed
   */
  record Run(
      Profile profile, Network network, Regularizer regularizer, int size, int batch, int steps) {
    List<String> lines(Device gpu) {
      List<String> lines = new ArrayList<>();
      lines.add(gpu.description());
      try (CompiledNetwork expected = network(new OneDnnDevice(1));
          CompiledNetwork found = network(gpu)) {
        for (int step = 0; step < COMPARED; step++) {
          lines.add(
              "step %d: loss %.6f, on the CPU %.6f"
                  .formatted(
                      step,
                      found.train(pixels(step), labels(step)).loss(),
                      expected.train(pixels(step), labels(step)).loss()));
        }
        float[] pixels = pixels(0);
        int[] labels = labels(0);
        long start = System.nanoTime();
        for (int step = 0; step < steps; step++) {
          found.train(pixels, labels);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        lines.add(
            "%s, %s, %d px, batch %d: %.2f ms a step, %.0f images/s"
                .formatted(
                    network.id(),
                    regularizer.id(),
                    size,
                    batch,
                    1000 * seconds / steps,
                    batch * steps / seconds));
      }
      return lines;
    }

    private CompiledNetwork network(Device device) {
      NetworkSpec spec =
          new NetworkSpec(
              network,
              regularizer,
              profile.protocol().toBuilder()
                  .imageSize(size)
                  .batchSize(batch)
                  .build()
                  .training(network),
              2,
              1,
              0);
      return CompiledNetwork.of(Networks.build(spec), batch, size, device);
    }

    private float[] pixels(int step) {
      SplittableRandom random = new SplittableRandom(step);
      float[] pixels = new float[batch * 3 * size * size];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) (2 * random.nextDouble() - 1);
      }
      return pixels;
    }

    private int[] labels(int step) {
      return new SplittableRandom(~step).ints(batch, 0, 2).toArray();
    }
  }
}
