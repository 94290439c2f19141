package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lasegue.knowledge.Screen;

/// One person after another who answers danger questions, and remembers which answers the server
/// took thanks for: those must be there for ever, whatever happens to it. The last may be there
/// too, as its thanks can be lost.
final class Answering {
  private static final Pattern ROW =
      Pattern.compile("nhsuk-summary-list__key\">(.*?)</dt>.*?<span>(.*?)</span>", Pattern.DOTALL);
  private static final Map<String, String> WORDS = Map.of("no", "No", "unsure", "Not sure");

  private final List<Screen> screens;
  private final Random random;
  private final List<Visit> visits = new ArrayList<>();
  private volatile int thanked;

  /// @param kept by question what was said, as the page of answers words it
  private record Visit(String path, Map<String, String> kept) {}

  /// @param screens that everybody is asked
  Answering(List<Screen> screens, long seed) {
    this.screens = screens;
    this.random = new Random(seed);
  }

  /// Answers until the server says no more or is gone; gives what it said last.
  ///
  /// @return the last answer of the server that was no thanks; null where it is gone
  HttpResponse<String> until(int port) {
    try (Site site = new Site(port)) {
      String token = site.token("/");
      while (true) {
        HttpResponse<String> begun = site.post("/begin", Map.of("for", "me"), token);
        if (begun.statusCode() != 302) {
          return begun;
        }
        String question = Site.location(begun);
        Visit visit =
            new Visit(
                question.substring(0, question.length() - "/question".length()),
                new LinkedHashMap<>());
        visits.add(visit);
        for (Screen screen : screens) {
          String said = random.nextBoolean() ? "no" : "unsure";
          HttpResponse<String> reply =
              site.post(
                  visit.path + "/question",
                  Map.of("step", "danger:" + screen.id(), "said", said),
                  token);
          if (reply.statusCode() != 302) {
            return reply;
          }
          visit.kept.put(screen.ask(), WORDS.get(said));
          thanked += 1; // by one thread, read by others
        }
      }
    } catch (UncheckedIOException e) {
      return null;
    }
  }

  int thanked() {
    return thanked;
  }

  /// Every answer that was taken is there, and at most one more in each visit.
  void assertAllThere(int port) {
    try (Site site = new Site(port)) {
      for (Visit visit : visits) {
        HttpResponse<String> page = site.get(visit.path + "/answers");
        assertThat(page.statusCode()).isEqualTo(200);
        Map<String, String> there = new LinkedHashMap<>();
        Matcher row = ROW.matcher(page.body());
        while (row.find()) {
          there.put(plain(row.group(1)), row.group(2));
        }
        assertThat(there).containsAllEntriesOf(visit.kept);
        assertThat(there.size() - visit.kept.size()).isBetween(0, 1);
      }
    }
  }

  private static String plain(String html) {
    return html.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&");
  }
}
