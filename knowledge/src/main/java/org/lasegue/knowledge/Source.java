package org.lasegue.knowledge;

import org.lasegue.knowledge.yaml.Position;

/// A publication or page that was read. Identifiers are empty where there is none.
///
/// @param cohort the people it counted, where another source counted the same ones; empty otherwise
public record Source(
    String id,
    String title,
    String authors,
    String journal,
    String doi,
    String pmid,
    String otherId,
    String address,
    String kind,
    String checked,
    String cohort,
    Position at) {

  /// Where it can be read: its DOI as an address, else the address it was read at, which may be
  /// empty or no web address.
  public String link() {
    return doi.isEmpty() ? address : "https://doi.org/" + doi;
  }
}
