package io.github.dropblock.harness.analysis;

import java.util.List;

/** Something that a run can speak for or against: it holds if all of its statements do. */
public interface Hypothesis {
  /** Its short name. */
  String name();

  /** What it says, one or more. */
  List<Statement> statements();
}
