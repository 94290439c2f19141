package org.lasegue.knowledge;

import java.util.List;
import org.lasegue.knowledge.yaml.Position;

/// A name that people search for and the conditions or mechanisms it may mean.
public record SearchName(
    String id, String name, String explain, List<String> leadsTo, Basis basis, Position at) {}
