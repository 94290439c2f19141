package org.lasegue.fhir;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.lasegue", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule theCoreKnowsNoFhir =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.lasegue.fhir..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ca.uhn..", "org.hl7..");

  @ArchTest
  static final ArchRule translationsDoNotReasonAndKnowNoWayToReachThem =
      noClasses()
          .that()
          .resideInAPackage("org.lasegue.fhir..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.lasegue.inference..",
              "org.lasegue.web..",
              "org.lasegue.cli..",
              "org.lasegue.store..",
              "org.springframework..",
              "jakarta..",
              "dev.cel..");
}
