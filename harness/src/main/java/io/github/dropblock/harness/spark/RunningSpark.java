package io.github.dropblock.harness.spark;

import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Remedy;
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
  static Optional<Complaint> unfit(String own, String wanted) {
    return own.equals(wanted)
        ? Optional.empty()
        : Optional.of(
            new Complaint(
                "its Spark is %s, and the run's is %s".formatted(own, wanted),
                Remedy.INSTALL_SPARK_THERE,
                Remedy.LEAVE_NODE_OUT));
  }
}
