package org.lasegue.cohort;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.lasegue.cohort",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule itMultipliesTheAssessmentAndNeedsNoFramework =
      classes()
          .that()
          .resideInAPackage("org.lasegue.cohort..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify.annotations..",
              "org.lasegue.cohort..",
              "org.lasegue.assessment..",
              "org.lasegue.inference.mixture..",
              "org.lasegue.knowledge..",
              "org.lasegue.report..");
}
