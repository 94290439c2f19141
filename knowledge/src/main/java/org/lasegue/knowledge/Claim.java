package org.lasegue.knowledge;

import java.util.List;
import org.lasegue.knowledge.yaml.Position;

/// A claim of the seed article with what the evidence says of it. Sources are empty where none was
/// identified.
public record Claim(
    String id,
    String section,
    String claim,
    String kind,
    String verdict,
    String hazard,
    String evidence,
    String sayInstead,
    List<String> sources,
    Position at) {}
