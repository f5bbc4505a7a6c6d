package io.github.dropblock.harness.cluster;

import io.github.dropblock.harness.backend.ArtifactVersions;
import io.github.dropblock.harness.backend.Coordinates;
import java.util.List;

/** What a driver needs of Spark. */
public final class SparkArtifacts {
  private SparkArtifacts() {}

  /** What its class path is resolved from: with Spark's versions of what both it and this need. */
  public static Coordinates core() {
    return spark("spark-core_2.13");
  }

  /** What a kind of cluster needs besides. */
  public static List<Coordinates> of(String master) {
    if (master.equals("yarn")) {
      return List.of(spark("spark-yarn_2.13"));
    }
    return master.startsWith("k8s://") ? List.of(spark("spark-kubernetes_2.13")) : List.of();
  }

  /**
   * What Spark asks for and a driver of this project never uses, as {@code group:artifact}, each
   * part a name or {@code *}: 93 of 220 MB. A cluster has its own Spark, whole.
   */
  public static List<String> unneeded() {
    return List.of(
        // Stores of Spark's history server.
        "org.rocksdb:rocksdbjni",
        "org.fusesource.leveldbjni:leveldbjni-all",
        // Collations of SQL.
        "com.ibm.icu:icu4j",
        // Masters that stand by for each other.
        "org.apache.curator:*",
        "org.apache.zookeeper:*");
  }

  private static Coordinates spark(String artifact) {
    return new Coordinates("org.apache.spark", artifact, "", ArtifactVersions.current().spark());
  }
}
