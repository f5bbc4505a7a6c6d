package io.github.dropblock.harness.chart;

import io.github.dropblock.harness.analysis.Judgement;
import io.github.dropblock.harness.paper.Claim;
import java.util.ArrayList;
import java.util.List;

/**
 * The forest plot as a picture of its own, with the claims' words in it: for pages that show no
 * other part of the report.
 *
 * @param headline broken into lines
 * @param keyY where it is said what the marks mean
 */
public record ForestPicture(
    double width, double height, List<Line> headline, double keyY, List<Group> groups) {
  private static final double WIDTH = 940;
  private static final double MARGIN = 20;

  /** Where strips begin. */
  private static final double PLOT = 290;

  /** Characters that fit into a line. */
  private static final int HEADLINE = 88;

  private static final int WORDS = 92;

  /** Words at a height. */
  record Line(String text, double y) {}

  /**
   * Claims on one scale, or those without a measurement, which have none.
   *
   * @param y of its title
   * @param plot left edge of the strips
   * @param unit absent without a scale
   * @param ticks none without a scale
   */
  record Group(
      String title,
      double y,
      double plot,
      String unit,
      double zero,
      List<PlotArea.TickMark> ticks,
      List<Entry> claims) {}

  /**
   * A claim.
   *
   * @param words of the paper's claim, broken into lines
   * @param verdict its id
   */
  record Entry(
      String id, List<Line> words, String verdict, String verdictTitle, List<Strip> strips) {}

  /** A part of a claim; y is its upper edge. */
  record Strip(double y, ForestPlot.Row row) {}

  public static ForestPicture of(
      String headline, ForestPlot plot, List<Judgement<Claim>> judgements) {
    return new Layout(judgements).picture(headline, plot);
  }

  /** Goes down the picture. */
  private static final class Layout {
    private static final double STRIP = 24;
    private static final double TEXT = 17;

    /** A second line of words beside a strip. */
    private static final double REMARK = 14;

    private final List<Judgement<Claim>> judgements;
    private double y = MARGIN;

    Layout(List<Judgement<Claim>> judgements) {
      this.judgements = judgements;
    }

    ForestPicture picture(String headline, ForestPlot plot) {
      List<Line> title = lines(headline, HEADLINE, 23);
      double key = down(26);
      List<Group> groups = new ArrayList<>();
      for (ForestPlot.Group group : plot.groups()) {
        groups.add(group(group));
      }
      if (!plot.unmeasured().isEmpty()) {
        groups.add(unmeasured(plot.unmeasured()));
      }
      return new ForestPicture(WIDTH, y + MARGIN, title, key, List.copyOf(groups));
    }

    private Group group(ForestPlot.Group group) {
      double top = down(38);
      y += 8;
      List<Entry> entries = new ArrayList<>();
      for (String id : group.rows().stream().map(ForestPlot.Row::claim).distinct().toList()) {
        List<Line> words = words(id);
        y += 4;
        List<Strip> strips = new ArrayList<>();
        for (ForestPlot.Row row : group.rows()) {
          if (row.claim().equals(id)) {
            strips.add(new Strip(y, row));
            y += STRIP + (row.remark() == null ? 0 : REMARK);
          }
        }
        y += 6;
        entries.add(entry(id, words, strips));
      }
      return new Group(
          group.title(), top, PLOT, group.unit(), group.zero(), group.ticks(), entries);
    }

    private Group unmeasured(List<String> ids) {
      double top = down(38);
      y += 8;
      List<Entry> entries = new ArrayList<>();
      for (String id : ids) {
        entries.add(entry(id, words(id), List.of()));
        y += 3;
      }
      return new Group("Not measured in this run", top, PLOT, null, 0, List.of(), entries);
    }

    private Entry entry(String id, List<Line> words, List<Strip> strips) {
      Judgement<Claim> judgement = judgements.get(Claim.valueOf(id).ordinal());
      return new Entry(
          id, words, judgement.verdict().id(), judgement.verdict().title(), List.copyOf(strips));
    }

    private List<Line> words(String id) {
      return lines(Claim.valueOf(id).text(), WORDS, TEXT);
    }

    /** Broken at spaces. */
    private List<Line> lines(String text, int most, double each) {
      List<Line> lines = new ArrayList<>();
      StringBuilder line = new StringBuilder();
      for (String word : text.split(" ")) {
        if (line.length() + 1 + word.length() > most) {
          lines.add(new Line(line.toString(), down(each)));
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      lines.add(new Line(line.toString(), down(each)));
      return List.copyOf(lines);
    }

    private double down(double step) {
      y += step;
      return y;
    }
  }
}
