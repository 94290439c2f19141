package org.lasegue.knowledge;

import java.util.List;
import java.util.Map;

/// What is known of care over time: the weekly plan, how pain goes, when to look again, choices and
/// prevention. In the order of the files.
///
/// @param painChange the smallest change of a pain score that people notice
public record FollowUpKnowledge(
    List<PlanPart> plan,
    List<Progression> progressions,
    List<NaturalCourse> courses,
    NoticeableChange painChange,
    List<ReviewRule> reviews,
    List<Choice> choices,
    List<PreventionEffect> prevention,
    List<DangerAgain> danger,
    Map<String, Instrument> instruments) {}
