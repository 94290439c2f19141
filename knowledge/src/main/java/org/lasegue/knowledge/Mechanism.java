package org.lasegue.knowledge;

import java.util.List;
import java.util.Map;
import org.lasegue.knowledge.yaml.Position;

/// What conditions do to the body: a latent state, with levels from mild to severe beside "none",
/// that several findings read.
public record Mechanism(
    String id,
    String clinical,
    String plain,
    boolean sided,
    boolean byTerritory,
    List<String> levels,
    List<Gives> gives,
    Position at) {

  /// How a finding reads the mechanism. `links` holds, for each territory (or the one key
  /// null-object [#ANY] where the mechanism does not depend on it), for each mechanism level the
  /// distribution over the finding's levels.
  public record Gives(
      String finding, Map<String, List<double[]>> links, Basis basis, Position at) {}

  /// Key of the links of a mechanism that is not by territory.
  public static final String ANY = "any";
}
