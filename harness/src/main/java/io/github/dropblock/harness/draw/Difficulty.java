package io.github.dropblock.harness.draw;

/**
 * How hard the drawn cats and dogs are to tell apart. Chosen so that a small convolutional network
 * trained on 1,000 images of 32 pixels gets about 94 % of new ones right and still overfits, while
 * a linear classifier stays below 80 %.
 *
 * @param overlap how far the two classes' measures overlap: 0 gives every cat a typical cat's, 1
 *     makes the spread of each measure as wide as its distance between the classes
 * @param oddTrait probability, for each of the traits that an animal has or has not (carriage of
 *     the ears, colour of the eyes, pupils, whiskers, tongue), that it is the other class's; the
 *     commoner exceptions take a multiple of it
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
