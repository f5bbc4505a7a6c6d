package io.github.dropblock.harness.data;

/**
 * How hard the drawn cats and dogs are to tell apart. Chosen so that a small convolutional network
 * with 1,000 training images of 32 pixels learns them but overfits, and a linear classifier fails.
 *
 * @param overlap how far the two classes' measures overlap: 0 gives every cat a typical cat's, 1
 *     makes the spread of each measure as wide as its distance between the classes
 * @param oddTrait probability that an animal has the other class's kind of one of its discrete
 *     traits (ears, pupils, whiskers, tail), trait by trait
 * @param closeUps share of pictures that show little more than the head, whose traits are then
 *     large; the others show the whole animal
 * @param tilt standard deviation of the animal's rotation, degrees
 * @param turn standard deviation of the head's turn to a side, 1 being a half profile
 * @param clutter most shapes strewn over the background
 * @param occluders most shapes strewn over the animal
 * @param occluderSize largest occluder, as a share of the picture's side
 * @param noise largest standard deviation of the sensor's noise, 1 being white
 * @param blur largest share of blur
 */
record Difficulty(
    double overlap,
    double oddTrait,
    double closeUps,
    double tilt,
    double turn,
    int clutter,
    int occluders,
    double occluderSize,
    double noise,
    double blur) {
  static final Difficulty DEFAULT = new Difficulty(0.3, 0.03, 0.9, 7, 0.3, 4, 2, 0.2, 0.025, 0.5);
}
