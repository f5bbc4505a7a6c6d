package io.github.dropblock.harness;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.dropblock.harness.backend.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalUnit;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(
    packages = "io.github.dropblock.harness",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] KNOW_DEEPLEARNING4J = {
    "io.github.dropblock.harness.compiled..",
    "io.github.dropblock.harness.cuda..",
    "io.github.dropblock.harness.cudnn..",
    "io.github.dropblock.harness.network..",
    "io.github.dropblock.harness.regularize..",
    "io.github.dropblock.harness.train.."
  };

  @ArchTest
  static final ArchRule knowsNothingOfMaven =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..")
          .because("the harness runs in forked JVMs, and later on clusters, where no Maven is");

  @ArchTest
  static final ArchRule onlyTheForkKnowsDeeplearning4j =
      noClasses()
          .that()
          .resideOutsideOfPackages(KNOW_DEEPLEARNING4J)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..")
          .because("the plugin's class realm, where the other packages run, holds no DL4J");

  @ArchTest
  static final ArchRule onlyTheForkUsesTheForksPackages =
      noClasses()
          .that()
          .resideOutsideOfPackages(KNOW_DEEPLEARNING4J)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(KNOW_DEEPLEARNING4J)
          .because("whoever touches them loads DL4J");

  /** Then NullAway holds them to it when they are compiled. */
  @ArchTest
  static void allOtherPackagesSayWhereNullIsMeant(JavaClasses classes) {
    assertThat(classes)
        .filteredOn(each -> !resideInAnyPackage(KNOW_DEEPLEARNING4J).test(each))
        .extracting(JavaClass::getPackage)
        .allSatisfy(
            each -> assertThat(each.isAnnotatedWith(NullMarked.class)).as(each.getName()).isTrue());
  }

  @ArchTest
  static final ArchRule twoPackagesKnowCuda =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.github.dropblock.harness.cuda..", "io.github.dropblock.harness.cudnn..")
          .and()
          .doNotHaveSimpleName("CudaZeroing")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco.cuda..", "org.nd4j.jita..", "org.nd4j.linalg.jcublas..")
          .because("a cell on the CPU has no such classes");

  @ArchTest
  static final ArchRule oneClassDecidesWhetherTheHelpersAreLoaded =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.github.dropblock.harness.cudnn..")
          .and()
          .doNotHaveSimpleName("Acceleration")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.github.dropblock.harness.cudnn..")
          .because("a cell on the CPU can't load them");

  @ArchTest
  static final ArchRule onlyTheCompiledStepOnAGpuAndOneProgramCallByJna =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.github.dropblock.harness.compiled.cuda..")
          .and()
          .doNotHaveSimpleName("NvJitLinkMain")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.jna..")
          .because("the plugin's class realm has none");

  @ArchTest
  static final ArchRule onePackageKnowsSpark =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.github.dropblock.harness.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..", "scala..", "io.github.dropblock.harness.spark..")
          .because("its classes are loaded in the JVMs of a cluster, and Maven's has no Spark");

  @ArchTest
  static final ArchRule theExecutionerThatStepsNameIsOneOfNd4jsForCuda =
      classes()
          .that()
          .haveFullyQualifiedName(Step.QUIET)
          .should()
          .beAssignableTo("org.nd4j.linalg.jcublas.ops.executioner.CudaExecutioner")
          .because("ND4J loads it by its name, in cells on a GPU only");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.github.dropblock.harness.(*)..").should().beFreeOfCycles();

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
