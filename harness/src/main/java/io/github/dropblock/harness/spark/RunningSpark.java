package io.github.dropblock.harness.spark;

import java.util.Optional;
import org.apache.spark.package$;

/** The Spark that this JVM runs: the driver's is Maven's, an executor's the cluster's own. */
final class RunningSpark {
  private RunningSpark() {}

  static String version() {
    return package$.MODULE$.SPARK_VERSION();
  }

  /**
   * What is wrong with an executor's, for the user.
   *
   * @param own version
   * @param wanted the driver's
   */
  static Optional<String> unfit(String own, String wanted) {
    return own.equals(wanted)
        ? Optional.empty()
        : Optional.of(
            "its Spark is %s, and the run's is %s; install Spark %s there, or leave that node out"
                .formatted(own, wanted, wanted));
  }
}
