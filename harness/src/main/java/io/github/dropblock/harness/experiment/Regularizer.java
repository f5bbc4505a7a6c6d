package io.github.dropblock.harness.experiment;

import org.jspecify.annotations.Nullable;

/**
 * An arm of the experiment. The paper has {@link #NONE}, {@link #DROPOUT} and {@link
 * #DROPOUT_DROPBLOCK}; {@link #DROPBLOCK} alone is this project's addition, to separate the two
 * effects.
 */
public enum Regularizer {
  NONE("none", "None", false, false),
  DROPOUT("dropout", "Dropout", true, false),
  DROPBLOCK("dropblock", "DropBlock", false, true),
  DROPOUT_DROPBLOCK("dropout-dropblock", "Dropout & DropBlock", true, true);

  /** To be renamed whenever the same seed drops something else. */
  private static final String GENERATOR = "philox4x32-10";

  private final String id;
  private final String title;
  private final boolean dropsUnits;
  private final boolean dropsBlocks;

  Regularizer(String id, String title, boolean dropsUnits, boolean dropsBlocks) {
    this.id = id;
    this.title = title;
    this.dropsUnits = dropsUnits;
    this.dropsBlocks = dropsBlocks;
  }

  /** The name in parameters and folders. */
  public String id() {
    return id;
  }

  /** The name for people. */
  public String title() {
    return title;
  }

  /** Whether Dropout acts after the head's fully connected layer. */
  public boolean dropsUnits() {
    return dropsUnits;
  }

  /** Whether DropBlock acts on convolutional outputs. */
  public boolean dropsBlocks() {
    return dropsBlocks;
  }

  /**
   * What draws the units and blocks that are dropped; null where nothing is. Results under another
   * one are other results.
   */
  public @Nullable String generator() {
    return dropsUnits || dropsBlocks ? GENERATOR : null;
  }

  /** Whether the paper reports this arm. */
  public boolean inPaper() {
    return this != DROPBLOCK;
  }

  /**
   * Reads {@code none}, {@code Dropout}, {@code dropout+dropblock}, {@code "Dropout & DropBlock"}
   * and the like.
   *
   * @throws IllegalArgumentException naming the regularizers there are
   */
  public static Regularizer parse(String text) {
    return Names.parse(text, values(), Regularizer::id, "regularizer");
  }

  @Override
  public String toString() {
    return title;
  }
}
