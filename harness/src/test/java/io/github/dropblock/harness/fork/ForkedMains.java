package io.github.dropblock.harness.fork;

import io.github.dropblock.harness.batch.Augmenter;
import io.github.dropblock.harness.rundir.CellDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs that stand in for the training in a forked JVM. Each is given the cell's folder. */
final class ForkedMains {
  private ForkedMains() {}

  /** Leaves in the folder what it was told and how it was started. */
  static final class Echo {
    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      Files.write(
          folder.resolve("echo.txt"),
          List.of(
              String.join("|", arguments),
              System.getProperty("java.class.path"),
              System.getProperty("org.bytedeco.javacpp.maxbytes"),
              System.getProperty("org.eclipse.deeplearning4j.helpers.disable"),
              String.valueOf(System.getenv("OMP_NUM_THREADS")),
              String.valueOf(System.getProperty("quoted")),
              String.valueOf(ModuleLayer.boot().findModule(Augmenter.VECTOR_API).isPresent()),
              System.getProperty("org.bytedeco.javacpp.maxphysicalbytes"),
              System.getenv("OMP_WAIT_POLICY") + "/" + System.getenv("GOMP_SPINCOUNT")));
      System.out.println("to standard output");
      System.err.println("to standard error");
    }
  }

  static final class Exit0 {
    public static void main(String[] arguments) {
      System.exit(0);
    }
  }

  static final class Exit66 {
    public static void main(String[] arguments) {
      System.exit(66);
    }
  }

  static final class OutOfHeap {
    public static void main(String[] arguments) {
      long[][] hoard = new long[100_000][];
      for (int i = 0; i < hoard.length; i++) {
        hoard[i] = new long[1 << 20];
      }
    }
  }

  /** Trains for ever, watching its parent. */
  static final class Watching {
    public static void main(String[] arguments) throws Exception {
      ParentWatch.start();
      Endless.main(arguments);
    }
  }

  /** Trains for ever, whatever its parent does. */
  static final class Endless {
    public static void main(String[] arguments) throws Exception {
      Path part = Path.of(arguments[0], "pid.part");
      Files.writeString(part, Long.toString(ProcessHandle.current().pid()));
      Files.move(part, Path.of(arguments[0], "pid"));
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  /**
   * A parent, to be ended: launches the program that it is told to, in the folder that it is told.
   */
  static final class Parent {
    public static void main(String[] arguments) throws Exception {
      Class<?> child = Class.forName(arguments[0]);
      ForkedJvmTest.launcher(child).launch(new CellDirectory(Path.of(arguments[1])));
    }
  }
}
