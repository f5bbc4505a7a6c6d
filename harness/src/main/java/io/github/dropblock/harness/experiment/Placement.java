package io.github.dropblock.harness.experiment;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where DropBlock acts in each network, by {@link Network#places}, in forward order. */
public record Placement(Map<Network, List<String>> places) {
  public Placement {
    Map<Network, List<String>> sorted = new EnumMap<>(Network.class);
    places.forEach((network, names) -> sorted.put(network, inOrder(network, names)));
    places = Collections.unmodifiableMap(sorted);
  }

  /**
   * This project's reading of the paper: everywhere. Its introduction says what the words mean:
   * "shallow and middle layers" are the convolutions, "deep layers" the fully connected ones.
   */
  public static Placement ofPaper() {
    Map<Network, List<String>> all = new EnumMap<>(Network.class);
    for (Network network : Network.values()) {
      all.put(network, network.places());
    }
    return new Placement(all);
  }

  /** The places in one network. */
  public List<String> in(Network network) {
    return Objects.requireNonNull(places.get(network), network::id);
  }

  /**
   * This placement with other places in some networks.
   *
   * @param text such as {@code alexnet=conv1+conv2,vgg-16=block3}
   * @throws IllegalArgumentException saying how to write it, or which places the network has
   */
  public Placement with(String text) {
    Map<Network, List<String>> changed = new EnumMap<>(Network.class);
    for (String part : text.split(",", -1)) {
      String[] sides = part.split("=", -1);
      if (sides.length != 2) {
        throw new IllegalArgumentException(
            "'%s' is not a placement; write a network and its places, such as alexnet=conv1+conv2"
                .formatted(part.strip()));
      }
      Network network = Network.parse(sides[0]);
      List<String> names = Arrays.stream(sides[1].split("\\+", -1)).map(String::strip).toList();
      if (changed.put(network, names) != null) {
        throw new IllegalArgumentException(
            "places of %s are given twice; join them, such as %s=%s"
                .formatted(
                    network.id(), network.id(), String.join("+", network.places().subList(0, 2))));
      }
    }
    places.forEach(changed::putIfAbsent);
    return new Placement(changed);
  }

  private static List<String> inOrder(Network network, Collection<String> names) {
    for (String name : names) {
      if (!network.places().contains(name)) {
        throw new IllegalArgumentException(
            "%s has no place '%s' for DropBlock; choose from %s"
                .formatted(network, name, String.join(", ", network.places())));
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException(network + " needs a place for DropBlock");
    }
    return network.places().stream().filter(names::contains).toList();
  }
}
