package io.github.dropblock.harness.format;

/** Markdown that a CI job posts to a pull request. */
public final class Comment {
  /** What GitHub takes, characters; it refuses a longer comment whole. */
  static final int LONGEST = 65_536;

  /** No more than this is cut off only to end at a whole line. */
  private static final int LONG_LINE = 4096;

  private static final String CUT =
      "\n\nCut off here: a comment holds 65,536 characters. The page has it all.\n";

  private Comment() {}

  /** As much of it as a comment holds, in whole lines unless one is very long. */
  public static String fitting(String markdown) {
    if (markdown.length() <= LONGEST) {
      return markdown;
    }
    int room = LONGEST - CUT.length();
    int end = markdown.lastIndexOf('\n', room);
    return markdown.substring(0, room - end < LONG_LINE ? end : room) + CUT;
  }
}
