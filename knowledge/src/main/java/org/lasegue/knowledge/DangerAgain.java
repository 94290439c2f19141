package org.lasegue.knowledge;

import java.util.Optional;
import org.lasegue.knowledge.yaml.Position;

/// What a diary entry may ask again.
///
/// @param screen id of a question of the danger screen, or @param finding of a single finding; one
///   of the two is there
public record DangerAgain(
    Optional<String> screen, Optional<String> finding, String why, Basis basis, Position at) {}
