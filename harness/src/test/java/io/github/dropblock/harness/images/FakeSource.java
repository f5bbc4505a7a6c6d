package io.github.dropblock.harness.images;

import io.github.dropblock.harness.experiment.SplitMix64;
import io.github.dropblock.harness.files.Sha256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Images that are nothing but their names, to be made unreadable or identical by a test. */
public final class FakeSource implements ImageSource {
  final List<ImageEntry> entries = new ArrayList<>();
  final Map<String, String> content = new HashMap<>();
  final Set<String> unreadable = new HashSet<>();
  final AtomicInteger hashed = new AtomicInteger();
  Optional<String> stamp = Optional.empty();

  public FakeSource(int cats, int dogs) {
    for (int i = 0; i < cats; i++) {
      add("cat." + i, 0);
    }
    for (int i = 0; i < dogs; i++) {
      add("dog." + i, 1);
    }
  }

  private void add(String id, int label) {
    entries.add(new ImageEntry(id, label));
    content.put(id, "content of " + id);
  }

  @Override
  public String description() {
    return "a fake source";
  }

  @Override
  public boolean drawn() {
    return false;
  }

  @Override
  public boolean kaggle() {
    return false;
  }

  @Override
  public List<String> classes() {
    return List.of("cat", "dog");
  }

  @Override
  public List<ImageEntry> entries() {
    return entries;
  }

  @Override
  public Optional<String> stamp() {
    return stamp;
  }

  @Override
  public String sha256(ImageEntry image) {
    hashed.incrementAndGet();
    return Sha256.of(content.get(image.id()));
  }

  /** Random bytes that depend on the content. */
  @Override
  public Pixels decode(ImageEntry image, int side) throws UnreadableImageException {
    if (unreadable.contains(image.id())) {
      throw new UnreadableImageException("the file is empty");
    }
    SplitMix64 dice = new SplitMix64(content.get(image.id()).hashCode());
    byte[] planes = new byte[3 * side * side];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (byte) dice.below(256);
    }
    return new Pixels(side, planes);
  }

  @Override
  public void close() {
    // Holds nothing open.
  }
}
