package org.lasegue.assessment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The invariants of ARCHITECTURE.md.
@AnalyzeClasses(packages = "org.lasegue", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule inferenceKnowsNoMedicineAndNothingButTheJdk =
      classes()
          .that()
          .resideInAPackage("org.lasegue.inference..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.lasegue.inference..", "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule knowledgeKnowsNoAlgorithm =
      noClasses()
          .that()
          .resideInAPackage("org.lasegue.knowledge..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.lasegue.inference..", "org.lasegue.assessment..", "dev.cel..");

  @ArchTest
  static final ArchRule assessmentKnowsNoWayToReachIt =
      noClasses()
          .that()
          .resideInAPackage("org.lasegue.assessment..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.lasegue.cli..",
              "org.lasegue.report..",
              "picocli..",
              "org.jline..",
              "tools.jackson..");

  @ArchTest
  static final ArchRule reasoningHasNoClockAndNoUnseededRandomness =
      noClasses()
          .that()
          .resideInAnyPackage("org.lasegue.inference..", "org.lasegue.assessment..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Clock")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callConstructor(java.util.Random.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom");

  @ArchTest
  static final ArchRule theLibraryNeverPrints =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.lasegue.inference..", "org.lasegue.knowledge..", "org.lasegue.assessment..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.lasegue.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule probabilitiesUseStrictMathSoThatEveryMachineGivesTheSameBytes =
      noClasses()
          .that()
          .resideInAnyPackage("org.lasegue.inference..", "org.lasegue.assessment..")
          .should()
          .callMethod(Math.class, "log", double.class)
          .orShould()
          .callMethod(Math.class, "exp", double.class)
          .orShould()
          .callMethod(Math.class, "log10", double.class)
          .orShould()
          .callMethod(Math.class, "pow", double.class, double.class);
}
