package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As the site plugin calls it: not by execute. */
class SiteReportMojoTest {
  @TempDir Path folder;

  private final SiteReportMojo goal =
      new SiteReportMojo() {
        @Override
        void requireKnownParameters() {
          // No Maven has called it.
        }
      };

  @BeforeEach
  void run() throws Exception {
    Path report = folder.resolve("runs").resolve("quick").resolve("report");
    Files.createDirectories(report);
    Files.writeString(report.resolveSibling("run.json"), "{}");
    Files.writeString(report.resolve("index.html"), "the page");
    set(DropBlockMojo.class, "runDirectory", folder.resolve("runs").toFile());
    set(DropBlockMojo.class, "basedir", folder.toFile());
    set(RunMojo.class, "profile", "quick");
    goal.setReportOutputDirectory(folder.resolve("site").toFile());
  }

  private void set(Class<?> owner, String field, Object value) throws Exception {
    var declared = owner.getDeclaredField(field);
    declared.setAccessible(true);
    declared.set(goal, value);
  }

  private File page() {
    return folder.resolve("site/dropblock/index.html").toFile();
  }

  @Test
  void aSiteHasThePage() throws Exception {
    assertThat(goal.canGenerateReport()).isTrue();
    goal.generate(null, Locale.ROOT);
    assertThat(page()).hasContent("the page");
  }

  @Test
  void aSkippedOneHasNone() throws Exception {
    set(DropBlockMojo.class, "skip", true);
    assertThat(goal.canGenerateReport()).isFalse();
    goal.generate(null, Locale.ROOT);
    goal.execute();
    assertThat(page()).doesNotExist();
  }
}
