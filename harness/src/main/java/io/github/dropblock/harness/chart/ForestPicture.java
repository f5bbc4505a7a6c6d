package io.github.dropblock.harness.chart;

import io.github.dropblock.harness.analysis.Judgement;
import io.github.dropblock.harness.paper.Claim;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The forest plot as a picture of its own, with the claims' words in it: for pages that show no
 * other part of the report.
 *
 * @param headline broken into lines
 * @param keyY where it is said what the marks mean
 */
public record ForestPicture(
    double width, double height, List<TextLine> headline, double keyY, List<PlacedGroup> groups) {
  private static final double WIDTH = 940;
  private static final double MARGIN = 20;

  /** Where strips begin. */
  private static final double PLOT = 290;

  /** Characters that fit into a line. */
  private static final int HEADLINE = 88;

  private static final int WORDS = 92;

  /** Words at a height. */
  record TextLine(String text, double y) {}

  /**
   * Claims on one scale, or those without a measurement, which have none.
   *
   * @param y of its title
   * @param plot left edge of the strips
   * @param unit absent without a scale
   * @param ticks none without a scale
   */
  record PlacedGroup(
      String title,
      double y,
      double plot,
      @Nullable String unit,
      double zero,
      List<PlotArea.TickMark> ticks,
      List<PlacedClaim> claims) {}

  /**
   * A claim.
   *
   * @param words of the paper's claim, broken into lines
   * @param verdict its id
   */
  record PlacedClaim(
      String id,
      List<TextLine> words,
      String verdict,
      String verdictTitle,
      List<PlacedStrip> strips) {}

  /** A part of a claim; y is its upper edge. */
  record PlacedStrip(double y, ForestPlot.EffectStrip row) {}

  public static ForestPicture of(
      String headline, ForestPlot plot, List<Judgement<Claim>> judgements) {
    return new Typesetter(judgements).picture(headline, plot);
  }

  /** Goes down the picture. */
  private static final class Typesetter {
    private static final double STRIP = 24;
    private static final double TEXT = 17;

    /** A second line of words beside a strip. */
    private static final double REMARK = 14;

    private final List<Judgement<Claim>> judgements;
    private double y = MARGIN;

    Typesetter(List<Judgement<Claim>> judgements) {
      this.judgements = judgements;
    }

    ForestPicture picture(String headline, ForestPlot plot) {
      List<TextLine> title = lines(headline, HEADLINE, 23);
      double key = down(26);
      List<PlacedGroup> groups = new ArrayList<>();
      for (ForestPlot.StripGroup group : plot.groups()) {
        groups.add(group(group));
      }
      if (!plot.unmeasured().isEmpty()) {
        groups.add(unmeasured(plot.unmeasured()));
      }
      return new ForestPicture(WIDTH, y + MARGIN, title, key, List.copyOf(groups));
    }

    private PlacedGroup group(ForestPlot.StripGroup group) {
      double top = down(38);
      y += 8;
      List<PlacedClaim> entries = new ArrayList<>();
      for (String id :
          group.rows().stream().map(ForestPlot.EffectStrip::claim).distinct().toList()) {
        List<TextLine> words = words(id);
        y += 4;
        List<PlacedStrip> strips = new ArrayList<>();
        for (ForestPlot.EffectStrip row : group.rows()) {
          if (row.claim().equals(id)) {
            strips.add(new PlacedStrip(y, row));
            y += STRIP + (row.remark() == null ? 0 : REMARK);
          }
        }
        y += 6;
        entries.add(entry(id, words, strips));
      }
      return new PlacedGroup(
          group.title(), top, PLOT, group.unit(), group.zero(), group.ticks(), entries);
    }

    private PlacedGroup unmeasured(List<String> ids) {
      double top = down(38);
      y += 8;
      List<PlacedClaim> entries = new ArrayList<>();
      for (String id : ids) {
        entries.add(entry(id, words(id), List.of()));
        y += 3;
      }
      return new PlacedGroup("Not measured in this run", top, PLOT, null, 0, List.of(), entries);
    }

    private PlacedClaim entry(String id, List<TextLine> words, List<PlacedStrip> strips) {
      Judgement<Claim> judgement = Judgement.on(Claim.valueOf(id), judgements);
      return new PlacedClaim(
          id, words, judgement.verdict().id(), judgement.verdict().title(), List.copyOf(strips));
    }

    private List<TextLine> words(String id) {
      return lines(Claim.valueOf(id).text(), WORDS, TEXT);
    }

    /** Broken at spaces. */
    private List<TextLine> lines(String text, int most, double each) {
      List<TextLine> lines = new ArrayList<>();
      StringBuilder line = new StringBuilder();
      for (String word : text.split(" ", -1)) {
        if (line.length() + 1 + word.length() > most) {
          lines.add(new TextLine(line.toString(), down(each)));
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      lines.add(new TextLine(line.toString(), down(each)));
      return List.copyOf(lines);
    }

    private double down(double step) {
      y += step;
      return y;
    }
  }
}
