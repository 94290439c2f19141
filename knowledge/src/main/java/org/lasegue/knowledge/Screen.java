package org.lasegue.knowledge;

import java.util.List;
import java.util.Optional;
import org.lasegue.knowledge.yaml.Position;

/// One question of the danger screen; a "no" makes each of its findings absent. `only` is a CEL
/// condition on the person.
public record Screen(
    String id,
    String ask,
    String askAgain,
    String help,
    String why,
    List<String> findings,
    boolean isPrivate,
    Optional<String> only,
    Position at) {}
