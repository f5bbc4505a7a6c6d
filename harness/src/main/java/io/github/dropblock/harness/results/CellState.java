package io.github.dropblock.harness.results;

/** How far a cell has come, as its files tell. */
public enum CellState {
  /** Its result stands. */
  FINISHED("finished"),
  /** It has begun, and neither result nor failure stands: it runs now, or was cut off. */
  UNFINISHED("unfinished"),
  /** Its last attempt failed, or its files can't be read. */
  FAILED("failed"),
  /** It has no files. */
  NOT_RUN("not run yet");

  private final String title;

  CellState(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** The name in files and style sheets. */
  public String id() {
    return title.replace(' ', '-');
  }
}
