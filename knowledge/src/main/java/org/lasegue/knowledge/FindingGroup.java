package org.lasegue.knowledge;

import java.util.Map;
import org.lasegue.knowledge.yaml.Position;

/// Findings that are summarised in one word; `normal` says what "normal" means for each.
public record FindingGroup(
    String id, String plain, String clinical, Map<String, String> normal, Position at) {}
