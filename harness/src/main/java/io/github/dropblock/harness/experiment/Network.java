package io.github.dropblock.harness.experiment;

import java.util.List;
import java.util.stream.IntStream;

/** A convolutional network of the paper (§2, fig. 3). */
public enum Network {
  ALEXNET("alexnet", "AlexNet", "conv", 5),
  RESNET_34("resnet-34", "ResNet-34", "stage", 4),
  VGG_16("vgg-16", "VGG-16", "block", 5);

  private final String id;
  private final String title;
  private final List<String> places;

  Network(String id, String title, String place, int places) {
    this.id = id;
    this.title = title;
    this.places = IntStream.rangeClosed(1, places).mapToObj(number -> place + number).toList();
  }

  /** The name in parameters and folders. */
  public String id() {
    return id;
  }

  /** The name for people. */
  public String title() {
    return title;
  }

  /**
   * Where DropBlock can act, in forward order: AlexNet's convolutions (their outputs), ResNet-34's
   * stages (the output of each residual block), VGG-16's blocks (their last convolution's output).
   */
  public List<String> places() {
    return places;
  }

  /**
   * Whether the paper fine-tunes this network from pretrained weights, where it trains the others
   * from scratch.
   */
  public boolean fineTuned() {
    return this == VGG_16;
  }

  /**
   * Reads {@code alexnet}, {@code ResNet-34}, {@code vgg16} and the like.
   *
   * @throws IllegalArgumentException naming the networks there are
   */
  public static Network parse(String text) {
    return Names.parse(text, values(), Network::id, "network");
  }

  @Override
  public String toString() {
    return title;
  }
}
