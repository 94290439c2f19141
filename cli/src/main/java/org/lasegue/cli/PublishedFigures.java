package org.lasegue.cli;

import java.util.List;

/// What others have published of symptom checkers and doctors, to stand beside our own figures.
/// Each was read at its address; nothing here is our measurement.
final class PublishedFigures {
  private PublishedFigures() {}

  /// @param who was measured, @param on which cases, @param figure as printed there
  record Figure(String who, String on, String figure, String source, String address) {}

  private static final String WALLACE = "Wallace and others 2022, npj Digital Medicine, table 2";
  private static final String WALLACE_AT = "https://pmc.ncbi.nlm.nih.gov/articles/PMC9385087/";
  private static final String RIBOLI = "a review of 2023, J Med Internet Res 25:e43803, table 2";
  private static final String RIBOLI_AT = "https://pmc.ncbi.nlm.nih.gov/articles/PMC10276326/";

  static final List<Figure> ALL =
      List.of(
          new Figure(
              "23 public symptom checkers",
              "45 standard vignettes, all of medicine",
              "right cause first 34 % (31 to 37), among the first 20 58 % (55 to 62); fitting triage"
                  + " 57 % (52 to 61), of emergencies 80 % (75 to 86)",
              "Semigran and others 2015, BMJ",
              "https://pmc.ncbi.nlm.nih.gov/articles/PMC4496786/"),
          new Figure(
              "36 symptom checkers",
              "vignettes, Australia 2020 (Hill)",
              "right cause first 36 %, from 12 to 61; fitting triage 49 %, from 17 to 61",
              WALLACE,
              WALLACE_AT),
          new Figure(
              "8 symptom checkers",
              "vignettes, 2020 (Gilbert)",
              "right cause first 26.1 %, from 18 to 48; safe or fitting triage 90.1 %, from 80 to 97.8",
              WALLACE,
              WALLACE_AT),
          new Figure(
              "9 symptom checkers",
              "vignettes, UK 2021 (Ceney)",
              "right cause first 37.7 % (33.6 to 41.7), from 22.2 to 72",
              RIBOLI,
              RIBOLI_AT),
          new Figure(
              "234 doctors on a web platform",
              "the 45 vignettes of Semigran",
              "right cause first 72.1 % (69.5 to 74.8)",
              RIBOLI + " (Semigran 2016)",
              RIBOLI_AT),
          new Figure(
              "7 general practitioners by telephone",
              "vignettes, 2020 (Gilbert)",
              "right cause first 71.2 % (standard deviation 5.6)",
              RIBOLI,
              RIBOLI_AT));

  static final List<String> WHY_NOT_COMPARABLE =
      List.of(
          "They were measured on other cases: vignettes from all of medicine, many of them common and"
              + " harmless. Ours are published presentations of back and leg pain, chosen by what could"
              + " be found, with far more rare and dangerous causes than a surgery sees.",
          "Their levels of triage are others than our five; a right answer is not the same thing.",
          "Their vignettes were typed in by people. Ours were encoded by readers who knew our list of"
              + " findings, which makes them easier for us.",
          "A single figure over all cases depends on the mix of easy and hard ones. Nothing here says"
              + " that one system is better than another.");
}
