package io.github.dropblock.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.results.RunFolder;
import io.github.dropblock.harness.rundir.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTableTest {
  private static final Machine AMD = new Machine("AMD EPYC 7B13", "Linux, amd64", "17.0.15");
  private static final Machine INTEL = new Machine("Intel Xeon 8481C", "Linux, amd64", "21.0.2");

  @TempDir Path folder;

  private RunFolder run;

  @BeforeEach
  void begin() throws IOException {
    run =
        new RunFolder(folder)
            .profile(Profile.QUICK)
            .matrix(
                List.of(Network.ALEXNET),
                List.of(Regularizer.NONE, Regularizer.DROPOUT),
                List.of(1L, 2L, 3L, 4L))
            .begin();
  }

  @Test
  void oneKindIsNamedAndHeldAgainstNothing() throws IOException {
    trained(AMD, Regularizer.NONE, 1, 270, 273);

    assertThat(page())
        .contains("<td>AMD EPYC 7B13</td>", "<td>Linux, amd64</td><td>17.0.15</td>")
        .doesNotContain("on two kinds of machine");
  }

  @Test
  void kindsThatAgreeAreSaidNotToDiffer() throws IOException {
    trained(AMD, Regularizer.NONE, 1, 270, 273);
    trained(INTEL, Regularizer.NONE, 3, 273, 270);

    assertThat(page())
        .contains("<td>B less A</td><td class=\"n\">2 and 2</td><td class=\"n strong\">0.00</td>")
        .contains("None of 1 interval leaves 0 out");
  }

  @Test
  void kindsThatDifferAreSaidTo() throws IOException {
    trained(AMD, Regularizer.NONE, 1, 270, 271);
    trained(INTEL, Regularizer.NONE, 3, 240, 241);

    assertThat(page())
        .contains("<td class=\"n strong\">\u221210.00</td>")
        .contains("1 of 1 interval leaves 0 out");
  }

  @Test
  void whereSeedsAreTooFewThatIsSaid() throws IOException {
    trained(AMD, Regularizer.NONE, 1, 270);
    trained(INTEL, Regularizer.DROPOUT, 1, 271);

    assertThat(page()).contains("whether the machine shows in the accuracies is not known");
  }

  @Test
  void aProcessorsNameIsEscaped() throws IOException {
    trained(new Machine("<script>\u001b[31m", "x", "y"), Regularizer.NONE, 1, 270);

    assertThat(page()).contains("<td>&lt;script&gt;</td>");
  }

  private void trained(Machine machine, Regularizer regularizer, long first, int... correct)
      throws IOException {
    run.on(machine);
    for (int i = 0; i < correct.length; i++) {
      run.finished(new Cell(Network.ALEXNET, regularizer, first + i), correct[i], 0.2);
    }
  }

  private String page() throws IOException {
    return Files.readString(Report.render(run.directory, Optional.empty(), Remedy::name));
  }
}
