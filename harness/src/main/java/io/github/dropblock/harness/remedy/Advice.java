package io.github.dropblock.harness.remedy;

import java.util.List;

/** The words for remedies, of whoever knows what users type. */
@FunctionalInterface
public interface Advice {
  /** What to do, as a clause such as {@code run again}. */
  String on(Remedy remedy);

  /** What to do: {@code this}, {@code this, or that}, or {@code this, that, or the other}. */
  default String on(List<Remedy> remedies) {
    List<String> clauses = remedies.stream().map(this::on).toList();
    int last = clauses.size() - 1;
    return last < 1
        ? String.join("", clauses)
        : String.join(", ", clauses.subList(0, last)) + ", or " + clauses.get(last);
  }

  /** What is wrong, where, and what to do, in a line. */
  default String sentence(Complaint complaint) {
    return complaint.remedies().isEmpty()
        ? complaint.what()
        : complaint.what() + "; " + on(complaint.remedies());
  }
}
