package org.lasegue.web.result;

import java.util.ArrayList;
import java.util.List;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Person;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.report.Words;
import org.lasegue.web.Messages;
import org.lasegue.web.visit.Cases;
import org.lasegue.web.visit.Reply;
import org.lasegue.web.visit.Visit;
import org.springframework.stereotype.Component;

/// Words the answers of a visit, question by question.
@Component
class AnswersPages {
  private final Knowledge knowledge;
  private final Words words;
  private final Cases cases;
  private final Messages messages;

  AnswersPages(Knowledge knowledge, Words words, Cases cases, Messages messages) {
    this.knowledge = knowledge;
    this.words = words;
    this.cases = cases;
    this.messages = messages;
  }

  AnswersPage page(Visit visit, boolean more) {
    List<AnswersPage.Row> rows = new ArrayList<>();
    for (Reply reply : visit.replies().values()) {
      rows.add(
          new AnswersPage.Row(visit.number(reply.step()), question(reply.step()), answers(reply)));
    }
    return new AnswersPage(rows, more);
  }

  private String question(String step) {
    boolean details = step.endsWith(Visit.DETAILS);
    String plain = details ? step.substring(0, step.length() - Visit.DETAILS.length()) : step;
    int colon = plain.indexOf(':');
    String id = plain.substring(colon + 1);
    if (plain.startsWith("danger:")) {
      String ask =
          knowledge.screens().stream()
              .filter(s -> s.id().equals(id))
              .map(s -> s.ask())
              .findFirst()
              .orElse(id);
      return details ? messages.text("answers.details", ask) : ask;
    }
    return plain.startsWith("value:")
        ? knowledge.finding(id).map(f -> f.ask()).orElse(id)
        : messages.text(plain + ".title");
  }

  private List<String> answers(Reply reply) {
    return switch (reply.said()) {
      case YES -> List.of(messages.text("option.yes"));
      case NO -> List.of(messages.text("option.no"));
      case UNSURE -> List.of(messages.text("option.unsure"));
      case ANSWERED -> given(cases.read(reply.answers()));
    };
  }

  private List<String> given(Case answers) {
    List<String> result = new ArrayList<>();
    if (!answers.person().equals(Person.UNKNOWN)) {
      result.add(Words.capital(Words.person(answers.person())));
    }
    answers
        .findings()
        .forEach((key, answer) -> {
          switch (answer) {
            case Answer.Known known -> {
              String value =
                  known.number().isPresent()
                      ? Words.plainNumber(known.number().getAsDouble())
                      : knowledge.findingById(key.finding()).type().levelName(known.level());
              if (!value.equals("absent")) {
                result.add(Words.capital(words.observed(key.toString(), value)));
              }
            }
            case Answer.Unsure _ ->
                result.add(
                    messages.text("answers.unsure", Words.capital(words.finding(key.toString()))));
            case Answer.Past _ -> {}
          }
        });
    return result.isEmpty() ? List.of(messages.text("answers.none")) : result;
  }
}
