package org.lasegue.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.lasegue", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule pagesDoNotReason =
      noClasses()
          .that()
          .resideInAPackage("org.lasegue.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.lasegue.inference..", "org.lasegue.cli..", "dev.cel..");

  @ArchTest
  static final ArchRule reportsKnowNoWebAndNoStore =
      noClasses()
          .that()
          .resideInAPackage("org.lasegue.report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.lasegue.web..", "org.lasegue.store..", "org.springframework..", "jakarta..");

  @ArchTest
  static final ArchRule onlyVisitsReachTheStore =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.lasegue.web.interview..",
              "org.lasegue.web.clinician..",
              "org.lasegue.web.library..",
              "org.lasegue.web.result..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.lasegue.store.CaseStore");

  @ArchTest
  static final ArchRule featuresHaveNoCycles =
      slices().matching("org.lasegue.web.(*)..").should().beFreeOfCycles();
}
