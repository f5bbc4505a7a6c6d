package io.github.dropblock.harness.remedy;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a user is told of a problem.
 *
 * @param what is wrong, and where, in a line
 * @param remedies what helps, any of it; empty where {@code what} says it, or nothing is known to
 */
public record Complaint(String what, List<Remedy> remedies) implements Serializable {
  public Complaint {
    Objects.requireNonNull(what, "what");
    remedies = remedies == null ? List.of() : List.copyOf(remedies);
  }

  public Complaint(String what, Remedy... remedies) {
    this(what, List.of(remedies));
  }

  /** An exception's own words, and what helps if it knows that. */
  public static Complaint of(Throwable problem) {
    return new Complaint(
        Reason.of(problem),
        problem instanceof Remediable remediable ? remediable.remedies() : List.of());
  }

  /** Several as one, which all that helps against any of them helps against. */
  public static Complaint of(List<Complaint> all) {
    List<String> whats = new ArrayList<>();
    List<Remedy> remedies = new ArrayList<>();
    for (Complaint each : all) {
      whats.add(each.what);
      remedies.addAll(each.remedies);
    }
    return new Complaint(String.join("; ", whats), remedies.stream().distinct().toList());
  }

  /** With something else that helps. */
  public Complaint or(Remedy remedy) {
    List<Remedy> more = new ArrayList<>(remedies);
    more.add(remedy);
    return new Complaint(what, more);
  }
}
