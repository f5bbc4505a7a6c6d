package io.github.dropblock.harness.spark;

import io.github.dropblock.harness.node.Letter;
import io.github.dropblock.harness.node.Post;
import io.github.dropblock.harness.remedy.Complaint;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.scheduler.SparkListener;
import org.jspecify.annotations.Nullable;

/**
 * Carries letters from executors to the driver, over Spark's own connections: whatever protects
 * those protects the letters. Spark makes an instance in each JVM; tasks find theirs here.
 */
public final class CellPlugin implements SparkPlugin {
  private static final String VERSION = "version";

  private static volatile @Nullable Reception reception;
  private static volatile @Nullable SparkListener listener;
  private static volatile @Nullable PluginContext executor;
  private static volatile @Nullable String driversSpark;

  /**
   * Who reads the letters in this JVM, the driver's.
   *
   * @param everything hears of all executors; added later it would miss the first
   */
  static void receiveWith(Reception here, SparkListener everything) {
    reception = here;
    listener = everything;
  }

  /** What is wrong with this JVM's Spark, an executor's, for the user. */
  static Optional<Complaint> unfit() {
    return RunningSpark.unfit(RunningSpark.version(), Objects.requireNonNull(driversSpark, VERSION));
  }

  /** The way to the driver from this JVM, an executor's. */
  static Post post() {
    PluginContext context = Objects.requireNonNull(executor, "executor");
    return letter -> ask(context, letter);
  }

  private static @Nullable Serializable ask(PluginContext context, Letter letter)
      throws IOException {
    try {
      return (Serializable) context.ask(letter);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("the driver does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Map<String, String> init(SparkContext spark, PluginContext context) {
        spark.addSparkListener(listener);
        return Map.of(VERSION, RunningSpark.version());
      }

      @Override
      public @Nullable Object receive(Object message) throws Exception {
        return Objects.requireNonNull(reception, "reception").read((Letter) message);
      }
    };
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> extra) {
        driversSpark = extra.get(VERSION);
        executor = context;
      }
    };
  }
}
