package io.github.dropblock.harness.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.files.Sha256;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ImageSourcesTest {
  @TempDir Path folder;

  @Test
  void opensKagglesZip() throws IOException {
    Path zip =
        Files.write(
            folder.resolve("photos.zip"), zip("train/", "train/dog.0.jpg", "train/cat.0.jpg"));

    try (ImageSource source = ImageSources.open(zip, folder.resolve("cache"))) {
      assertThat(source.kaggle()).isTrue();
      assertThat(source.drawn()).isFalse();
      assertThat(source.description()).isEqualTo("photos.zip");
      assertThat(source.classes()).containsExactly("cat", "dog");
      assertThat(source.entries())
          .containsExactly(
              new ImageEntry("train/cat.0.jpg", 0), new ImageEntry("train/dog.0.jpg", 1));
    }
  }

  @Test
  void opensKagglesFolder() throws IOException {
    write("train/cat.7.jpg", "train/dog.7.jpg", "sampleSubmission.csv", "test1/1.jpg");

    try (ImageSource source = ImageSources.open(folder, folder.resolve("cache"))) {
      assertThat(source.kaggle()).isTrue();
      assertThat(source.entries())
          .containsExactly(
              new ImageEntry("train/cat.7.jpg", 0), new ImageEntry("train/dog.7.jpg", 1));
    }
  }

  @Test
  void opensKagglesCompetitionZipWithTheZipOfTrainingPhotosInside() throws IOException {
    Path outer = folder.resolve("dogs-vs-cats.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(outer))) {
      add(out, "test1.zip", zip("test1/1.jpg"));
      add(out, "train.zip", zip("train/cat.0.jpg", "train/dog.0.jpg"));
    }

    try (ImageSource source = ImageSources.open(outer, folder.resolve("cache"))) {
      assertThat(source.kaggle()).isTrue();
      assertThat(source.sha256(source.entries().get(1))).isEqualTo(Sha256.of("train/dog.0.jpg"));
      assertThat(folder.resolve("cache")).as("where it is unpacked").isNotEmptyDirectory();
    }
    assertThat(folder.resolve("cache")).isEmptyDirectory();
  }

  @Test
  void aZipThatCannotBeUnpackedIsToldWithWhereAndWhatToDo() throws IOException {
    Path outer = folder.resolve("dogs-vs-cats.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(outer))) {
      add(out, "train.zip", zip("train/cat.0.jpg", "train/dog.0.jpg"));
    }
    Path cache = Files.writeString(folder.resolve("cache"), "a file");

    assertThatThrownBy(() -> ImageSources.open(outer, cache))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("train.zip in the zip could not be unpacked into " + cache + " (")
        .satisfies(
            Helped.by(Remedy.FREE_SPACE_THERE, Remedy.CHOOSE_OTHER_CACHE, Remedy.UNPACK_BY_HAND));
  }

  @Test
  void opensAZipThatWindowsProgramsWroteWithBackslashes() throws IOException {
    Path file = folder.resolve("windows.zip");
    Files.write(file, zip("photos\\Cat\\0.jpg", "photos\\Dog\\0.jpg"));

    try (ImageSource source = ImageSources.open(file, folder.resolve("cache"))) {
      assertThat(source.entries())
          .containsExactly(
              new ImageEntry("photos/Cat/0.jpg", 0), new ImageEntry("photos/Dog/0.jpg", 1));
      assertThat(source.sha256(source.entries().get(1))).isEqualTo(Sha256.of("photos\\Dog\\0.jpg"));
      assertThat(source.stamp()).isPresent();
    }
  }

  @Test
  void opensPetImages() throws IOException {
    write("PetImages/Cat/0.jpg", "PetImages/Cat/Thumbs.db", "PetImages/Dog/0.jpg");

    try (ImageSource source = ImageSources.open(folder, folder.resolve("cache"))) {
      assertThat(source.kaggle()).isFalse();
      assertThat(source.entries())
          .containsExactly(
              new ImageEntry("PetImages/Cat/0.jpg", 0), new ImageEntry("PetImages/Dog/0.jpg", 1));
    }
  }

  @Test
  void opensAZipOfPetImages() throws IOException {
    Path zip =
        Files.write(
            folder.resolve("pets.zip"),
            zip(
                "readme.txt",
                "PetImages/Cat/0.jpg",
                "PetImages/Dog/0.jpg",
                "__MACOSX/PetImages/Dog/0.jpg"));

    try (ImageSource source = ImageSources.open(zip, folder.resolve("cache"))) {
      assertThat(source.entries()).extracting(ImageEntry::label).containsExactly(0, 1);
    }
  }

  @Test
  void catsAreZeroAndDogsOneUnderAnyKnownFolderName() throws IOException {
    write("DOGS/a.png", "training/cats/b.png");

    try (ImageSource source = ImageSources.open(folder, folder.resolve("cache"))) {
      assertThat(source.classes()).containsExactly("cat", "dog");
      assertThat(source.entries())
          .containsExactly(
              new ImageEntry("DOGS/a.png", 1), new ImageEntry("training/cats/b.png", 0));
    }
  }

  @Test
  void aFewOfKagglesNamesAmongOnesOwnInClassFoldersChangeNothing() throws IOException {
    write("Cat/1.jpg", "Cat/cat.1.jpg", "Dog/1.jpg", "Dog/dog.9.jpg", "Dog/2.jpg");

    try (ImageSource source = ImageSources.open(folder, folder.resolve("cache"))) {
      assertThat(source.entries()).extracting(ImageEntry::label).containsExactly(0, 0, 1, 1, 1);
      assertThat(source.remarks()).isEmpty();
    }
  }

  @Test
  void theFolderDecidesWhereANameContradictsItWhichIsTold() throws IOException {
    write("Cat/1.jpg", "Dog/1.jpg", "Dog/cat.7.jpg");

    try (ImageSource source = ImageSources.open(folder, folder.resolve("cache"))) {
      assertThat(source.entries()).contains(new ImageEntry("Dog/cat.7.jpg", 1));
      assertThat(source.remarks())
          .containsExactly(
              "1 named after the other class than their folder's, which decides: Dog/cat.7.jpg");
    }
  }

  @Test
  void aNameDecidesWhereNoFolderDoes() throws IOException {
    write("Cat/1.jpg", "Dog/1.jpg", "more/cat.7.jpg", "more/dog.8.png");

    try (ImageSource source = ImageSources.open(folder, folder.resolve("cache"))) {
      assertThat(source.entries())
          .contains(new ImageEntry("more/cat.7.jpg", 0), new ImageEntry("more/dog.8.png", 1));
      assertThat(source.kaggle()).isFalse();
    }
  }

  @Test
  void aFolderFurtherUpDecidesWhereNeitherItsOwnNorTheNameDoes() throws IOException {
    write("cats/persian/1.jpg", "cats/siamese/1.jpg", "Dog/beagle/puppies/1.jpg");
    write("dogs/mixed/cat.1.jpg");

    try (ImageSource source = ImageSources.open(folder, folder.resolve("cache"))) {
      assertThat(source.classes()).containsExactly("cat", "dog");
      assertThat(source.entries())
          .containsExactly(
              new ImageEntry("Dog/beagle/puppies/1.jpg", 1),
              new ImageEntry("cats/persian/1.jpg", 0),
              new ImageEntry("cats/siamese/1.jpg", 0),
              new ImageEntry("dogs/mixed/cat.1.jpg", 0));
      assertThat(source.remarks()).isEmpty();
    }
  }

  @Test
  void whatNeitherFolderNorNameLabelsIsCountedByFolder() throws IOException {
    write("cats/1.jpg", "dogs/1.jpg", "panda/1.jpg", "panda/2.jpg", "beagle/1.jpg", "3.jpg");

    try (ImageSource source = ImageSources.open(folder, folder.resolve("cache"))) {
      assertThat(source.entries()).hasSize(2);
      assertThat(source.remarks())
          .containsExactly(
              "4 passed over, since neither folder nor name tells cat or dog: folder panda 2,"
                  + " folder beagle 1, the top folder 1");
    }
  }

  @Test
  void formatsThatAreNotReadAreCounted() throws IOException {
    write(
        "cats/1.jpg",
        "cats/2.HEIC",
        "cats/3.tif",
        "dogs/1.jpg",
        "dogs/4.heic",
        "dogs/5.webp",
        "notes.txt");

    try (ImageSource source = ImageSources.open(folder, folder.resolve("cache"))) {
      assertThat(source.remarks())
          .containsExactly(
              "4 passed over, of formats that are not read: .heic 2, .tif 1, .webp 1",
              "1 passed over, whose names are not those of photos: .txt 1");
    }
  }

  @Test
  void photosUnderOtherNamesAreCounted() throws IOException {
    byte[] zip =
        zip(
            "cats/1.jpg",
            "cats/2",
            "cats/3.jpg_large",
            "dogs/1.jpg",
            "dogs/2",
            "dogs/b.jpg.part",
            "Thumbs.db",
            "dogs/.DS_Store",
            "cats/desktop.ini",
            "cats/Icon\r");
    Path file = Files.write(folder.resolve("photos.zip"), zip);

    try (ImageSource source = ImageSources.open(file, folder.resolve("cache"))) {
      assertThat(source.remarks())
          .containsExactly(
              "4 passed over, whose names are not those of photos: without extension 2,"
                  + " .jpg_large 1, .part 1");
    }
  }

  @Test
  void linksThatLeadNowhereAreNamed() throws IOException {
    write("cats/1.jpg", "dogs/1.jpg");
    link("cats/2.jpg", "/no such disk/2.jpg");
    link("dogs/more", "../unplugged");
    link("dogs/round.jpg", "back.jpg");
    link("dogs/back.jpg", "round.jpg");
    link("dogs/.#lock.jpg", "user@host");

    try (ImageSource source = ImageSources.open(folder, folder.resolve("cache"))) {
      assertThat(source.entries()).hasSize(2);
      assertThat(source.remarks())
          .containsExactly(
              "4 passed over, links that lead nowhere: cats/2.jpg, dogs/back.jpg, dogs/more,"
                  + " dogs/round.jpg");
    }
  }

  @Test
  void aClassThatIsALinkToNowhereIsNamedWhereTheClassIsMissed() throws IOException {
    write("cats/1.jpg");
    link("dogs", "/no such disk/dogs");

    assertThatThrownBy(() -> ImageSources.open(folder, folder.resolve("cache")))
        .hasMessage(
            folder + " has no photo of a dog (1 passed over, links that lead nowhere: dogs)");
  }

  @Test
  void linksThatLeadSomewhereAreFollowed() throws IOException {
    write("real/c/1.jpg", "real/2.jpg");
    link("set/cats", "../real/c");
    link("set/dogs/2.jpg", "../../real/2.jpg");

    try (ImageSource source = ImageSources.open(folder.resolve("set"), folder.resolve("cache"))) {
      assertThat(source.entries())
          .containsExactly(new ImageEntry("cats/1.jpg", 0), new ImageEntry("dogs/2.jpg", 1));
      assertThat(source.remarks()).isEmpty();
    }
  }

  @Test
  void aLinkToAFolderAroundItIsToldWithWhatToDo() throws IOException {
    write("cats/1.jpg", "dogs/1.jpg");
    link("cats/all", "..");

    assertThatThrownBy(() -> ImageSources.open(folder, folder.resolve("cache")))
        .hasMessage("%s is a link to a folder around it", folder.resolve("cats/all"))
        .satisfies(Helped.by(Remedy.REMOVE_IT, Remedy.POINT_AT_FOLDER_WITHOUT_IT));
  }

  /** Reading one would wait without end. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void pipesAndSocketsAreNamedAndNotRead() throws Exception {
    write("cats/1.jpg", "dogs/1.jpg");
    assertThat(
            new ProcessBuilder("mkfifo", folder.resolve("cats/pipe.jpg").toString())
                .start()
                .waitFor())
        .isZero();
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(folder.resolve("dogs/socket.jpg")));

      try (ImageSource source = ImageSources.open(folder, folder.resolve("cache"))) {
        assertThat(source.entries()).hasSize(2);
        assertThat(source.remarks())
            .containsExactly(
                "2 passed over, neither files nor folders: cats/pipe.jpg, dogs/socket.jpg");
      }
    }
  }

  /** As some programs leave them that add to an archive; java.util.zip lists both. */
  @Test
  void aNameThatStandsTwiceInAZipIsUsedOnce() throws IOException {
    byte[] zip = zip("cats/1.jpg", "cats/2.jpg", "dogs/1.jpg", "dogs\\1.jpg");
    for (int i = 0; i + 10 < zip.length; i++) {
      if (new String(zip, i, 10, UTF_8).equals("cats/2.jpg")) {
        zip[i + 5] = '1';
      }
    }
    Path file = Files.write(folder.resolve("twice.zip"), zip);

    try (ImageSource source = ImageSources.open(file, folder.resolve("cache"))) {
      assertThat(source.entries())
          .extracting(ImageEntry::id)
          .containsExactly("cats/1.jpg", "dogs/1.jpg");
      assertThat(source.remarks())
          .containsExactly(
              "2 passed over, in the zip under a name that stands there already: cats/1.jpg,"
                  + " dogs/1.jpg");
    }
  }

  @Test
  void aZipWithAPasswordIsToBeUnpacked() throws IOException {
    byte[] zip = zip("cats/1.jpg", "dogs/1.jpg");
    for (int i = 0; i + 4 < zip.length; i++) {
      boolean listed = zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2;
      if (listed) {
        zip[i + 8] |= 1; // "encrypted", in the flags of the directory's entry
      }
    }
    Path file = Files.write(folder.resolve("secret.zip"), zip);

    assertThatThrownBy(() -> ImageSources.open(file, folder.resolve("cache")))
        .hasMessage(file + " is a zip with a password")
        .satisfies(Helped.by(Remedy.UNPACK_DATA));
  }

  @Test
  void anEmptyZipHoldsNoPhotos() throws IOException {
    Path file = Files.write(folder.resolve("empty.zip"), zip());

    assertThatThrownBy(() -> ImageSources.open(file, folder.resolve("cache")))
        .hasMessage(file + " holds no photos (jpg, png, bmp, gif)");
  }

  @Test
  void namesInCapitalsAndFoldersInFoldersAreOfTheirClassToo() throws IOException {
    write("SET/TRAIN/CAT.1.JPG", "SET/TRAIN/DOG.7.JPEG", "set/valid/dogs/a.png", "b/c/Cat/x.PNG");

    try (ImageSource source = ImageSources.open(folder, folder.resolve("cache"))) {
      assertThat(source.entries()).extracting(ImageEntry::label).containsExactly(0, 1, 0, 1);
      assertThat(source.remarks()).isEmpty();
    }
  }

  @Test
  void jpegsOfEveryExtensionAreTaken() throws IOException {
    write("cats/1.jfif", "cats/2.jpeg", "cats/3.JPE", "dogs/1.JFIF");

    try (ImageSource source = ImageSources.open(folder, folder.resolve("cache"))) {
      assertThat(source.entries()).hasSize(4);
      assertThat(source.remarks()).isEmpty();
    }
  }

  @Test
  void labelsOtherFoldersInAlphabeticalOrder() throws IOException {
    write("pears/1.jpg", "apples/1.jpg");

    try (ImageSource source = ImageSources.open(folder, folder.resolve("cache"))) {
      assertThat(source.classes()).containsExactly("apples", "pears");
      assertThat(source.entries())
          .containsExactly(new ImageEntry("apples/1.jpg", 0), new ImageEntry("pears/1.jpg", 1));
    }
  }

  @Test
  void aMissingPathIsNamed() {
    Path missing = folder.resolve("no such");

    assertThatThrownBy(() -> ImageSources.open(missing, folder.resolve("cache")))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no %s", missing)
        .satisfies(Helped.by(Remedy.POINT_AT_PHOTOS, Remedy.USE_DRAWN_IMAGES));
  }

  @Test
  void aZipThatLiesInAFolderWithoutPhotosIsNamed() throws IOException {
    Files.createDirectories(folder.resolve("train"));
    Files.write(folder.resolve("train.zip"), zip("train/cat.0.jpg"));

    assertThatThrownBy(() -> ImageSources.open(folder, folder.resolve("cache")))
        .hasMessageContaining("holds no photos")
        .hasMessageEndingWith(", but train.zip")
        .satisfies(Helped.by(Remedy.POINT_AT_ZIP_INSIDE, Remedy.POINT_AT_TWO_CLASSES));
  }

  @Test
  void soIsOneThatLiesInAnotherZip() throws IOException {
    Path outer = folder.resolve("outer.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(outer))) {
      add(out, "sets/pets.zip", zip("cats/1.jpg", "dogs/1.jpg"));
    }

    assertThatThrownBy(() -> ImageSources.open(outer, folder.resolve("cache")))
        .hasMessageEndingWith(", but sets/pets.zip")
        .satisfies(Helped.by(Remedy.UNPACK_ZIP_INSIDE, Remedy.POINT_AT_TWO_CLASSES));
  }

  @Test
  void anArchiveOfAnotherKindIsToBeUnpacked() throws IOException {
    Path rar = Files.writeString(folder.resolve("photos.rar"), "Rar!");

    assertThatThrownBy(() -> ImageSources.open(rar, folder.resolve("cache")))
        .hasMessage(rar + " is an archive that is not a zip")
        .satisfies(Helped.by(Remedy.UNPACK_DATA));
  }

  @Test
  void aZipWithoutPhotosIsRefused() throws IOException {
    Path zip = Files.write(folder.resolve("texts.zip"), zip("readme.txt"));

    assertThatThrownBy(() -> ImageSources.open(zip, folder.resolve("cache")))
        .isInstanceOf(IOException.class)
        .hasMessage(zip + " holds no photos (jpg, png, bmp, gif)")
        .satisfies(Helped.by(Remedy.POINT_AT_TWO_CLASSES));
  }

  @Test
  void aFileThatIsNoZipIsRefused() throws IOException {
    Path file =
        Files.writeString(folder.resolve("photos.zip"), "not a zip at all, but rather a text");

    assertThatThrownBy(() -> ImageSources.open(file, folder.resolve("cache")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " is not a zip that can be read (")
        .satisfies(Helped.by(Remedy.FETCH_AGAIN, Remedy.POINT_AT_UNPACKED));
  }

  @Test
  void oneClassAloneIsRefused() throws IOException {
    write("train/cat.0.jpg", "train/cat.1.jpg");

    assertThatThrownBy(() -> ImageSources.open(folder, folder.resolve("cache")))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " has no photo of a dog")
        .satisfies(Helped.by(Remedy.POINT_AT_TWO_CLASSES));
  }

  @Test
  void foldersThatAreNoPairOfClassesAreRefused() throws IOException {
    write("a/1.jpg", "b/1.jpg", "c/1.jpg");

    assertThatThrownBy(() -> ImageSources.open(folder, folder.resolve("cache")))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " has photos in 3 folders (a, b, c), and two make the classes")
        .satisfies(Helped.by(Remedy.POINT_AT_TWO_CLASSES));
  }

  /** Files that hold their own names. */
  private void write(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private void link(String name, String target) throws IOException {
    Path link = folder.resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }

  private static byte[] zip(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (String name : names) {
        add(out, name, name.getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
