package io.github.dropblock.harness.images;

import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * Decoded images of a manifest in a file: 8-bit planes, mapped into memory, so that all cells of a
 * matrix share one copy of them. After a header of {@value #HEADER} bytes comes an image for each
 * of the manifest's rows, 3 · side · side bytes. The header holds a checksum of them: a byte that
 * changed on disk would else train unnoticed.
 *
 * <p>Safe to read from several threads.
 */
public final class PixelCache implements DecodedImages, Closeable {
  private static final long MAGIC = 0x44524F5050495853L; // "DROPPIXS"
  private static final int VERSION = 2;
  private static final int FINGERPRINT = 64;
  private static final int CHECKSUM_AT = 8 + 4 + 4 + 4 + FINGERPRINT;
  private static final int HEADER = 128;

  /** An image's bytes must be fewer than an array can hold. */
  private static final int LARGEST_SIDE = 1 << 14;

  /** A mapping can't be of 2 GiB or more. */
  private static final long LARGEST_MAPPING = 1L << 30;

  /** What this package writes into the cache folder. */
  private static final Pattern OWN_FILES = Pattern.compile("\\p{XDigit}{16}-.+\\.(?:pixels|split)");

  private final Path file;
  private final Header header;
  private final int imagesPerMapping;
  private final List<MappedByteBuffer> mappings;

  private record Header(int side, int count, String fingerprint) {
    long imageBytes() {
      return (long) Pixels.CHANNELS * side * side;
    }

    long fileBytes() {
      return HEADER + count * imageBytes();
    }

    long position(int image) {
      return HEADER + image * imageBytes();
    }
  }

  private PixelCache(Path file, long largestMapping) throws IOException {
    this.file = file;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      this.header = readHeader(channel);
      this.imagesPerMapping = (int) Math.max(1, largestMapping / header.imageBytes());
      this.mappings = map(channel);
      if (checksum() != storedChecksum(channel)) {
        throw new IOException(file + " has changed since it was written; delete it and run again");
      }
    }
  }

  /** Where the decoded images of a manifest lie, once {@link #openOrBuild} has been called. */
  public static Path file(Path cacheFolder, SplitManifest manifest, int side) {
    return cacheFolder.resolve(
        manifest.fingerprint().substring(0, 16) + "-" + side + "px-v" + VERSION + ".pixels");
  }

  /**
   * The decoded images of a manifest; decodes them unless an earlier call has.
   *
   * @param cacheFolder where caches lie; made if need be
   * @param side of the decoded images, pixels
   * @param progress hears of each image decoded; of none if they were there
   * @throws IOException if an image can't be decoded or the file can't be written
   */
  public static synchronized PixelCache openOrBuild(
      Path cacheFolder,
      ImageSource source,
      SplitManifest manifest,
      int side,
      ImageProgress progress)
      throws IOException {
    Header header = new Header(side, manifest.rows().size(), manifest.fingerprint());
    Path file = file(cacheFolder, manifest, side);
    AtomicFile.removeAbandonedParts(cacheFolder, OWN_FILES);
    Optional<PixelCache> there = holding(file, header);
    if (there.isEmpty()) {
      // Two processes may come here at once. Each builds the same bytes in a file of its own, and
      // the later one's replaces the other's.
      AtomicFile.writeInPlace(file, part -> build(part, header, source, manifest, progress));
    }
    return there.isPresent() ? there.get() : open(file);
  }

  /**
   * Opens a cache.
   *
   * @throws IOException saying what is wrong with the file
   */
  public static PixelCache open(Path file) throws IOException {
    return open(file, LARGEST_MAPPING);
  }

  static PixelCache open(Path file, long largestMapping) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is missing; run again, and it is built anew");
    }
    return new PixelCache(file, largestMapping);
  }

  private static Optional<PixelCache> holding(Path file, Header wanted) {
    try {
      return Optional.of(open(file)).filter(cache -> cache.header.equals(wanted));
    } catch (IOException e) {
      return Optional.empty(); // missing or damaged: it is built anew
    }
  }

  private Header readHeader(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // Reads on.
    }
    bytes.flip();
    if (bytes.remaining() < HEADER || bytes.getLong() != MAGIC || bytes.getInt() != VERSION) {
      throw new IOException(
          file + " holds no decoded images of this version; delete it and run again");
    }
    int side = bytes.getInt();
    int count = bytes.getInt();
    byte[] fingerprint = new byte[FINGERPRINT];
    bytes.get(fingerprint);
    Header read = new Header(side, count, new String(fingerprint, StandardCharsets.US_ASCII));
    if (side < 1 || side > LARGEST_SIDE || count < 0 || channel.size() != read.fileBytes()) {
      throw new IOException(
          "%s has %s bytes instead of %s; delete it and run again"
              .formatted(file, channel.size(), read.fileBytes()));
    }
    return read;
  }

  private List<MappedByteBuffer> map(FileChannel channel) throws IOException {
    int parts = (header.count() + imagesPerMapping - 1) / imagesPerMapping;
    MappedByteBuffer[] buffers = new MappedByteBuffer[parts];
    for (int part = 0; part < parts; part++) {
      int first = part * imagesPerMapping;
      int count = Math.min(imagesPerMapping, header.count() - first);
      buffers[part] =
          channel.map(
              FileChannel.MapMode.READ_ONLY, header.position(first), count * header.imageBytes());
    }
    return List.of(buffers);
  }

  /** CRC-32C, which processors compute faster than a disk reads. */
  private long checksum() {
    CRC32C checksum = new CRC32C();
    mappings.forEach(mapping -> checksum.update(mapping.duplicate()));
    return checksum.getValue();
  }

  private static long checksum(FileChannel channel) throws IOException {
    CRC32C checksum = new CRC32C();
    ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
    for (long at = HEADER; channel.read(bytes, at) > 0; at += bytes.limit(), bytes.clear()) {
      checksum.update(bytes.flip());
    }
    return checksum.getValue();
  }

  private static long storedChecksum(FileChannel channel) throws IOException {
    ByteBuffer stored = ByteBuffer.allocate(Long.BYTES);
    channel.read(stored, CHECKSUM_AT);
    return stored.rewind().getLong();
  }

  private static void storeChecksum(FileChannel channel) throws IOException {
    ByteBuffer checksum = ByteBuffer.allocate(Long.BYTES).putLong(checksum(channel)).rewind();
    writeFully(channel, checksum, CHECKSUM_AT);
  }

  private static void build(
      Path part, Header header, ImageSource source, SplitManifest manifest, ImageProgress progress)
      throws IOException {
    ProgressTally tally = new ProgressTally(progress, header.count());
    try (FileChannel channel =
        FileChannel.open(
            part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      writeFully(channel, bytes(header), 0);
      IntStream.range(0, header.count())
          .parallel()
          .forEach(
              row -> {
                byte[] planes = decode(source, manifest.rows().get(row), header.side());
                writeFully(channel, ByteBuffer.wrap(planes), header.position(row));
                tally.one();
              });
      storeChecksum(channel);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static ByteBuffer bytes(Header header) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER);
    bytes.putLong(MAGIC).putInt(VERSION).putInt(header.side()).putInt(header.count());
    bytes.put(header.fingerprint().getBytes(StandardCharsets.US_ASCII));
    return bytes.rewind();
  }

  private static byte[] decode(ImageSource source, SplitManifest.SplitImage row, int side) {
    try {
      return source.decode(new ImageEntry(row.image(), row.label()), side).planes();
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException(
              "cannot decode %s of %s: %s"
                  .formatted(row.image(), source.description(), e.getMessage()),
              e));
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes, long position) {
    try {
      long at = position;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          new RemediableException(
              "cannot write the decoded images: " + e.getMessage(),
              e,
              Remedy.FREE_DISK_SPACE,
              Remedy.CHOOSE_OTHER_CACHE));
    }
  }

  /** The file. */
  public Path file() {
    return file;
  }

  @Override
  public int side() {
    return header.side();
  }

  /** Number of images. */
  public int count() {
    return header.count();
  }

  /** Fingerprint of the manifest whose images these are. */
  public String fingerprint() {
    return header.fingerprint();
  }

  @Override
  public void read(int image, byte[] planes) {
    int bytes = (int) header.imageBytes();
    mappings.get(image / imagesPerMapping).get(image % imagesPerMapping * bytes, planes, 0, bytes);
  }

  @Override
  public String toString() {
    return file.toString();
  }

  /** Nothing is held open but memory, which goes with this object. */
  @Override
  public void close() {}
}
