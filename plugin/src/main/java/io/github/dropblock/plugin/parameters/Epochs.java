package io.github.dropblock.plugin.parameters;

import io.github.dropblock.harness.experiment.Network;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Numbers of epochs: {@code 60} for every network, or {@code alexnet=60,vgg-16=10} for some. */
public record Epochs(Map<Network, Integer> byNetwork) {
  public Epochs {
    byNetwork = Collections.unmodifiableMap(new EnumMap<>(byNetwork));
  }

  /**
   * @throws IllegalArgumentException if a part is neither a number nor {@code network=number}, or a
   *     network or the rest of them has two numbers
   */
  public static Epochs parse(String text) {
    Map<Network, Integer> epochs = new EnumMap<>(Network.class);
    OptionalInt ofTheRest = OptionalInt.empty();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals >= 0) {
        Network network = Network.parse(part.substring(0, equals));
        if (epochs.put(network, number(part.substring(equals + 1))) != null) {
          throw new IllegalArgumentException(
              "epochs of %s are given twice; give them once".formatted(network.id()));
        }
      } else if (ofTheRest.isPresent()) {
        throw new IllegalArgumentException(
            "two numbers of epochs have no network; give one, or name their networks such as alexnet=60,vgg-16=10");
      } else {
        ofTheRest = OptionalInt.of(number(part));
      }
    }
    ofTheRest.ifPresent(
        number ->
            Stream.of(Network.values()).forEach(network -> epochs.putIfAbsent(network, number)));
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
