package org.lasegue.knowledge;

import java.util.List;
import org.lasegue.knowledge.yaml.Position;

/// A questionnaire that may be bundled, word for word; each sentence that is ticked counts one.
///
/// @param everyDays how often it is worth filling in
/// @param well the score at or under which people call themselves well
public record Instrument(
    String id,
    String title,
    String instruction,
    String licence,
    int everyDays,
    NoticeableChange change,
    int well,
    List<String> items,
    Basis basis,
    Position at) {}
