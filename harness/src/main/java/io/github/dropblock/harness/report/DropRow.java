package io.github.dropblock.harness.report;

import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.results.Arms;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.rundir.CellResult;
import java.util.List;

/**
 * What DropBlock kept at one place of a cell's network.
 *
 * @param map height × width of the feature map, cells
 * @param blockSize s, cells
 * @param expected share of cells kept by closed form, %
 * @param measured share of cells kept in training, %
 * @param difference measured less expected, points
 */
record DropRow(
    String network,
    String regularizer,
    long seed,
    String layer,
    String map,
    int blockSize,
    String gamma,
    String expected,
    String measured,
    String difference) {

  /**
   * What DropBlock leaves of a network as a whole.
   *
   * @param places how many
   * @param share of values that no place drops, %: the product of what each keeps
   */
  record Through(String network, String regularizer, int places, String share) {}

  /** Of the same cells as the rows, where there are several places. */
  static List<Through> through(Arms arms) {
    return arms.all().stream()
        .flatMap(
            arm ->
                arm.cells().stream()
                    .filter(files -> files.result().isPresent())
                    .limit(1)
                    .filter(files -> files.result().get().drops().size() > 1)
                    .map(files -> through(files, files.result().get().drops())))
        .toList();
  }

  private static Through through(CellFiles files, List<CellResult.Drop> drops) {
    double share =
        drops.stream().mapToDouble(CellResult.Drop::expectedKeep).reduce(1, (a, b) -> a * b);
    return new Through(
        files.cell().network().title(),
        files.cell().regularizer().title(),
        drops.size(),
        Numbers.decimals(100 * share, 1));
  }

  /** Those of each arm's first finished seed: the others differ by chance only. */
  static List<DropRow> all(Arms arms) {
    return arms.all().stream()
        .flatMap(
            arm ->
                arm.cells().stream()
                    .filter(files -> files.result().isPresent())
                    .limit(1)
                    .flatMap(
                        files ->
                            files.result().get().drops().stream().map(drop -> of(files, drop))))
        .toList();
  }

  private static DropRow of(CellFiles files, CellResult.Drop drop) {
    boolean measured = Double.isFinite(drop.measuredKeep());
    return new DropRow(
        files.cell().network().title(),
        files.cell().regularizer().title(),
        files.cell().seed(),
        drop.layer(),
        drop.height() + " × " + drop.width(),
        drop.blockSize(),
        Numbers.decimals(drop.gamma(), 5),
        Numbers.decimals(100 * drop.expectedKeep(), 2),
        measured ? Numbers.decimals(100 * drop.measuredKeep(), 2) : "not measured",
        measured
            ? Numbers.signed(100 * (drop.measuredKeep() - drop.expectedKeep()), 2)
            : "not known");
  }
}
