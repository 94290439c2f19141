package org.lasegue.store;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

@AnalyzeClasses(packages = "org.lasegue", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final Set<String> PUBLIC =
      Set.of(
          "CaseStore",
          "Deletion",
          "Entry",
          "MasterKeyException",
          "MasterKeys",
          "StoreException",
          "StoreSettings",
          "StoreUnavailableException",
          "TamperedException",
          "UnknownCaseException");

  @ArchTest
  static final ArchRule dependsOnNoOtherModule =
      noClasses()
          .that()
          .resideInAPackage("org.lasegue.store..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.lasegue..").and(resideOutsideOfPackage("org.lasegue.store..")));

  @ArchTest
  static final ArchRule timeComesInAsAParameter =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule showsLittle =
      classes()
          .that()
          .arePublic()
          .should(
              be(
                  describe(
                      "one of those named in this test", c -> PUBLIC.contains(c.getSimpleName()))));
}
