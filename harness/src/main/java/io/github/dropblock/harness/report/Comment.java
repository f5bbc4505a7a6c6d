package io.github.dropblock.harness.report;

/** Markdown that a CI job posts to a pull request. */
public final class Comment {
  /** What GitHub takes, characters; it refuses a longer comment whole. */
  static final int LONGEST = 65_536;

  private static final String CUT =
      "\n\nCut off here: a comment holds 65,536 characters. The page has it all.\n";

  private Comment() {}

  /** As much of it, in whole lines, as a comment holds. */
  public static String fitting(String markdown) {
    if (markdown.length() <= LONGEST) {
      return markdown;
    }
    int room = LONGEST - CUT.length();
    int end = markdown.lastIndexOf('\n', room);
    return markdown.substring(0, end > 0 ? end : room) + CUT;
  }
}
