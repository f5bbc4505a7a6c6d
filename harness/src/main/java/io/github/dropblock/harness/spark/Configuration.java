package io.github.dropblock.harness.spark;

import io.github.dropblock.harness.cluster.ClusterSetup;
import io.github.dropblock.harness.node.CellJvm;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.apache.spark.SparkConf;

/** Spark's settings of a run: this project's own defaults, the user's, and what has to be. */
final class Configuration {
  private static final int SECRET_BYTES = 32;

  private Configuration() {}

  static SparkConf of(ClusterSetup setup) {
    SparkConf conf = new SparkConf(false);
    defaults(setup).forEach(conf::set);
    if (setup.jvm().environment().containsKey(CellJvm.VISIBLE_GPUS)) {
      conf.set("spark.executor.resource.gpu.amount", "1");
      conf.set("spark.task.resource.gpu.amount", "1");
    }
    if (setup.master().startsWith("local-cluster")) {
      // Its ports are this machine's: other users of it could reach them.
      conf.set("spark.authenticate", "true");
      conf.set("spark.authenticate.secret", secret());
    }
    setup.configuration().forEach(conf::set);
    conf.setMaster(setup.master());
    conf.setAppName("dropblock");
    append(conf, "spark.plugins", CellPlugin.class.getName());
    append(conf, "spark.jars", String.join(",", setup.jobJars()));
    return conf;
  }

  private static String secret() {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static Map<String, String> defaults(ClusterSetup setup) {
    return Map.ofEntries(
        Map.entry("spark.task.cpus", Integer.toString(setup.jvm().threads())),
        // Of the JVM that looks after cells; the cells' own JVMs have theirs besides.
        Map.entry("spark.executor.memory", "1g"),
        Map.entry("spark.executor.extraJavaOptions", String.join(" ", ClusterSetup.JVM_OPTIONS)),
        // A cell's own fault comes back as a value. What Spark counts as failures are lost nodes.
        Map.entry("spark.task.maxFailures", "100"),
        // An executor that can't train a cell gets no other after the second; hosts are not
        // excluded, since one may have several executors, and a lost one says nothing of the next.
        Map.entry("spark.excludeOnFailure.enabled", "true"),
        Map.entry("spark.excludeOnFailure.task.maxTaskAttemptsPerExecutor", "1"),
        Map.entry("spark.excludeOnFailure.task.maxTaskAttemptsPerNode", "99"),
        Map.entry("spark.excludeOnFailure.stage.maxFailedTasksPerExecutor", "2"),
        Map.entry("spark.excludeOnFailure.stage.maxFailedExecutorsPerNode", "99"),
        Map.entry("spark.excludeOnFailure.application.maxFailedTasksPerExecutor", "2"),
        Map.entry("spark.excludeOnFailure.application.maxFailedExecutorsPerNode", "99"),
        // Jars are compressed already and photos hardly compress; what arrives is held to its
        // SHA-256.
        Map.entry("spark.broadcast.compress", "false"),
        Map.entry("spark.broadcast.checksum", "false"),
        Map.entry("spark.ui.enabled", "false"),
        // A job a cell: the driver's memory must not grow with their number.
        Map.entry("spark.ui.retainedJobs", "20"),
        Map.entry("spark.ui.retainedStages", "20"),
        Map.entry("spark.ui.retainedTasks", "100"),
        Map.entry("spark.cleaner.periodicGC.interval", "5min"));
  }

  private static void append(SparkConf conf, String key, String value) {
    String there = conf.get(key, "");
    conf.set(key, there.isEmpty() ? value : there + "," + value);
  }
}
