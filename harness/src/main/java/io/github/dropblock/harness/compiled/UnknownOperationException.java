package io.github.dropblock.harness.compiled;

import io.github.dropblock.harness.remedy.Remediable;
import io.github.dropblock.harness.remedy.Remedy;
import java.util.List;

/** A network has something that no compiled step knows. */
public final class UnknownOperationException extends UnsupportedOperationException
    implements Remediable {
  private static final long serialVersionUID = 1L;

  UnknownOperationException(String layer, String what) {
    super("layer %s: a compiled step knows no %s".formatted(layer, what));
  }

  @Override
  public List<Remedy> remedies() {
    return List.of(Remedy.USE_DL4J_STEP);
  }
}
