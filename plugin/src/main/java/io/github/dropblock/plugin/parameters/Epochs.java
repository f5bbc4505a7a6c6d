package io.github.dropblock.plugin.parameters;

import io.github.dropblock.harness.experiment.Network;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Numbers of epochs: {@code 60} for every network, or {@code alexnet=60,vgg-16=10} for some. */
public record Epochs(Map<Network, Integer> byNetwork) {
  public Epochs {
    byNetwork = Collections.unmodifiableMap(new EnumMap<>(byNetwork));
  }

  /**
   * @throws IllegalArgumentException if a part is neither a number nor {@code network=number}
   */
  public static Epochs parse(String text) {
    Map<Network, Integer> epochs = new EnumMap<>(Network.class);
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals >= 0) {
        epochs.put(Network.parse(part.substring(0, equals)), number(part.substring(equals + 1)));
      } else {
        int number = number(part);
        for (Network network : Network.values()) {
          epochs.putIfAbsent(network, number);
        }
      }
    }
    return new Epochs(epochs);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "epochs are '%s'; give a number such as 60, or one for each network such as alexnet=60,vgg-16=10"
              .formatted(text.strip()),
          e);
    }
  }
}
