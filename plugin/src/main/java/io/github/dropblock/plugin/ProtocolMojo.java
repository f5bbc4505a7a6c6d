package io.github.dropblock.plugin;

import io.github.dropblock.harness.experiment.KeepSchedule;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.parameters.Epochs;
import io.github.dropblock.plugin.parameters.Parameters;
import java.util.function.Consumer;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters of how cells are trained. */
abstract class ProtocolMojo extends DropBlockMojo {

  /**
   * The protocol to start from: {@code smoke} (does it run?), {@code quick} (a first look with
   * drawn images), {@code photos} (real photos, 64 pixels) or {@code paper} (the paper's, 224
   * pixels).
   */
  @Parameter(property = "dropblock.profile", defaultValue = "quick")
  private String profile;

  /**
   * Images to use in all; they are split 10 : 4 : 3 into training, validation and test. Default of
   * smoke, quick, photos, paper: 170, 1700, 17000, 17000.
   */
  @Parameter(property = "dropblock.images")
  private Integer images;

  /**
   * Side of the networks' square input, pixels, 32 or more. Default of smoke, quick, photos, paper:
   * 32, 32, 64, 224.
   */
  @Parameter(property = "dropblock.imageSize")
  private Integer imageSize;

  /**
   * Factor on every layer's channels and units, above 0 to 1, where 1 is the published network.
   * Default of smoke, quick, photos, paper: 0.0625, 0.125, 1, 1.
   */
  @Parameter(property = "dropblock.width")
  private Double width;

  /** Images in a training step. Default of smoke, quick, photos, paper: 32, 32, 64, 64. */
  @Parameter(property = "dropblock.batchSize")
  private Integer batchSize;

  /**
   * Passes over the training images: a number for all networks, or numbers for some, such as {@code
   * alexnet=60,vgg-16=10}. Default of smoke, quick, photos, paper: AlexNet 2, 20, 60, 600;
   * ResNet-34 2, 40, 60, 600; VGG-16 2, 40, 10, 100.
   */
  @Parameter(property = "dropblock.epochs")
  private String epochs;

  /** DropBlock's keep probability p, above 0 to 1. Default: 0.8. */
  @Parameter(property = "dropblock.keepProbability")
  private Double keepProbability;

  /** DropBlock's block size, cells of the feature map; 0 chooses by the map's width. Default: 0. */
  @Parameter(property = "dropblock.blockSize")
  private Integer blockSize;

  /**
   * How DropBlock's keep probability goes over a training: {@code constant}, or {@code linear} from
   * 1 down to p. Default of smoke, quick, photos, paper: constant, linear, constant, constant.
   */
  @Parameter(property = "dropblock.keepSchedule")
  private String keepSchedule;

  /**
   * Where DropBlock acts: some of {@code conv1} to {@code conv5} in AlexNet, {@code stage1} to
   * {@code stage4} in ResNet-34 (after each residual block), {@code block1} to {@code block5} in
   * VGG-16 (after the block's last convolution), such as {@code alexnet=conv1+conv2,vgg-16=block3}.
   * Default: all of them. At 64 pixels the maps of {@code stage4} are 2 × 2 cells, and whole
   * channels are dropped.
   */
  @Parameter(property = "dropblock.placement")
  private String placement;

  /** Share of the head's units that Dropout drops, 0 to below 1. Default: 0.5. */
  @Parameter(property = "dropblock.dropout")
  private Double dropout;

  /** Largest random rotation either way, degrees. Default: 15. */
  @Parameter(property = "dropblock.rotation")
  private Double rotation;

  /** Side of the random crop as a share of the photo's, 0.25 to 1. Default: 0.875. */
  @Parameter(property = "dropblock.crop")
  private Double crop;

  /**
   * How many of VGG-16's five convolution blocks are trained, counted from the last. Default of
   * smoke, quick, photos, paper: 1, 4, 1, 1.
   */
  @Parameter(property = "dropblock.trainedBlocks")
  private Integer trainedBlocks;

  /**
   * Images that VGG-16's starting weights are learnt from. Default of smoke, quick, photos, paper:
   * 170, 6800, 6800, 17000.
   */
  @Parameter(property = "dropblock.pretrainingImages")
  private Integer pretrainingImages;

  /**
   * Passes over the images that VGG-16's starting weights are learnt from. Default of smoke, quick,
   * photos, paper: 1, 10, 10, 20.
   */
  @Parameter(property = "dropblock.pretrainingEpochs")
  private Integer pretrainingEpochs;

  ProtocolMojo(HostMachine machine) {
    super(machine);
  }

  final Profile profile() {
    return Parameters.checked("profile", profile, () -> Profile.parse(profile));
  }

  /** The profile's protocol with the user's settings in it. */
  final Protocol protocol() {
    Protocol.Builder to = profile().protocol().toBuilder();
    set("images", images, to, to::images);
    set("imageSize", imageSize, to, to::imageSize);
    set("width", width, to, to::width);
    set("batchSize", batchSize, to, to::batchSize);
    set("epochs", epochs, to, text -> Epochs.parse(text).byNetwork().forEach(to::epochs));
    set("keepProbability", keepProbability, to, to::keepProbability);
    set("blockSize", blockSize, to, to::blockSize);
    set("keepSchedule", keepSchedule, to, text -> to.keepSchedule(KeepSchedule.parse(text)));
    set("placement", placement, to, to::placement);
    set("dropout", dropout, to, to::dropout);
    set("rotation", rotation, to, to::rotation);
    set("crop", crop, to, to::crop);
    set("trainedBlocks", trainedBlocks, to, to::trainedBlocks);
    set("pretrainingImages", pretrainingImages, to, to::pretrainingImages);
    set("pretrainingEpochs", pretrainingEpochs, to, to::pretrainingEpochs);
    return to.build();
  }

  /** Checks after each setting, so that the complaint names the parameter to blame. */
  private static <T> void set(String name, T given, Protocol.Builder to, Consumer<T> setter) {
    if (given != null) {
      Parameters.checked(
          name,
          given,
          () -> {
            setter.accept(given);
            return to.build();
          });
    }
  }
}
