package io.github.dropblock.harness.experiment;

/** A convolutional network of the paper (§2, fig. 3). */
public enum Network {
  ALEXNET("alexnet", "AlexNet"),
  RESNET_34("resnet-34", "ResNet-34"),
  VGG_16("vgg-16", "VGG-16");

  private final String id;
  private final String title;

  Network(String id, String title) {
    this.id = id;
    this.title = title;
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
