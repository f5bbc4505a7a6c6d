package io.github.dropblock.harness.remedy;

import java.util.List;

/** A problem that users can solve. Its message says what is wrong and where, not what to type. */
public interface Remediable {
  /** What helps, any of it; empty where nothing is known to, or the message says it itself. */
  List<Remedy> remedies();
}
