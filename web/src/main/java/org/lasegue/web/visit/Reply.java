package org.lasegue.web.visit;

/// The answer to one step of the interview.
///
/// @param step id of the step, such as `danger:bladder`
/// @param said what was chosen on the page
/// @param answers the findings and the person as a line of a case file (format 1), so that an old
///   answer can be read by every later version
/// @param withheld whether the person wants it left out of what is printed
public record Reply(String step, Said said, String answers, boolean withheld) {
  public enum Said {
    YES,
    NO,
    UNSURE,
    /// The page had more than yes, no and not sure.
    ANSWERED
  }
}
