package io.github.dropblock.plugin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.dropblock.harness.archive.Export;
import io.github.dropblock.harness.archive.Import;
import io.github.dropblock.harness.backend.NvidiaDriver;
import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.cluster.ClusterLauncher;
import io.github.dropblock.harness.compare.Comparison;
import io.github.dropblock.harness.fatbin.Ptxas;
import io.github.dropblock.harness.fork.ForkedJvm;
import io.github.dropblock.harness.report.Report;
import io.github.dropblock.harness.verify.Baseline;
import io.github.dropblock.harness.verify.Gate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalUnit;
import org.apache.maven.plugin.AbstractMojo;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AnalyzeClasses(
    packages = "io.github.dropblock.plugin",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PluginArchitectureTest {
  @ArchTest
  static final ArchRule knowsNothingOfDeeplearning4jOrSpark =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.nd4j..",
              "org.deeplearning4j..",
              "org.bytedeco..",
              "io.github.dropblock.harness.network..",
              "io.github.dropblock.harness.regularize..",
              "io.github.dropblock.harness.train..",
              "org.apache.spark..",
              "scala..",
              "io.github.dropblock.harness.spark..");

  /** Then NullAway holds them to it when they are compiled. */
  @ArchTest
  static void packagesSayWhereNullIsMeant(JavaClasses classes) {
    assertThat(classes)
        .extracting(JavaClass::getPackage)
        .allSatisfy(
            each -> assertThat(each.isAnnotatedWith(NullMarked.class)).as(each.getName()).isTrue());
  }

  @ArchTest
  static final ArchRule goalsTellProblemsInOneWay =
      classes()
          .that()
          .areAssignableTo(AbstractMojo.class)
          .and()
          .doNotHaveSimpleName("HelpMojo")
          .should()
          .beAssignableTo(DropBlockMojo.class);

  /** They come in by a constructor, so that a test can give a goal others. */
  @ArchTest
  static final ArchRule goalsMakeNoneOfTheirServices =
      noClasses()
          .that()
          .areAssignableTo(AbstractMojo.class)
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              RepositorySystem.class,
              ForkedJvm.class,
              ClusterLauncher.class,
              Report.class,
              Comparison.class,
              Gate.class,
              Baseline.class,
              Export.class,
              Import.class,
              Ptxas.class,
              ProcessBuilder.class)
          .orShould()
          .callMethod(NvidiaDriver.class, "ask")
          .orShould()
          .callMethod(Platform.class, "current")
          .orShould()
          .callMethod(System.class, "getenv", String.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.nd4j.linalg.factory.Nd4j",
        "org.deeplearning4j.nn.graph.ComputationGraph",
        "org.bytedeco.javacpp.Loader",
        "org.apache.spark.SparkContext",
        "scala.Option"
      })
  void itsClassRealmHoldsNeitherDeeplearning4jNorSpark(String name) {
    assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
  }

  @ArchTest
  static final ArchRule durationsComeFromAClockThatNeverGoesBack =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Duration.class, "between", Temporal.class, Temporal.class)
          .orShould()
          .callMethod(Instant.class, "until", Temporal.class, TemporalUnit.class)
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class)
          .because("a machine's clock is set back now and then; System.nanoTime() is not");
}
