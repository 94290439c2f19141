package org.lasegue.benchmarks.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.flushCookieJar;
import static io.gatling.javaapi.http.HttpDsl.flushHttpCache;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// People who answer the interview from the start page to the result, one page every two seconds,
/// and then another takes their place. A browser's cookies and the token of each form go with it.
///
/// Set with `-D`: `address`, `people`, `ramp` and `warm` (seconds that are not measured), `seconds`
/// (that are).
///
/// What is printed: `page`, what a person waits after an answer (the answer is kept and the next
/// page is there: two requests); `request`, every single one; `result`, the page with the result.
public final class Interviews extends Simulation {
  private static final Duration BETWEEN = Duration.ofSeconds(2);
  private static final int MOST_ANSWERS = 90;

  private final String address = System.getProperty("address", "http://localhost:8080");
  private final int people = Integer.getInteger("people", 1);
  private final int ramp = Integer.getInteger("ramp", 10);
  private final int warm = Integer.getInteger("warm", 10);
  private final int seconds = Integer.getInteger("seconds", 20);

  private final SplittableRandom seeds = new SplittableRandom(1);
  private final Times pages = new Times("page");
  private final Times requests = new Times("request");
  private final Times results = new Times("result");
  private final AtomicInteger failures = new AtomicInteger();
  private final long begin = System.nanoTime();

  public Interviews() {
    ChainBuilder visit =
        exec(flushHttpCache(), flushCookieJar())
            .exec(session -> session.remove("location").set("waited", 0))
            .exec(get("start", "/"), counted(requests))
            .pause(BETWEEN)
            .exec(send())
            .repeat(MOST_ANSWERS)
            .on(doIf(session -> !arrived(session)).then(pause(BETWEEN).exec(send())))
            .pause(BETWEEN)
            .exec(session -> session.set("result", result(text(session, "location"))))
            .exec(get("result", "#{result}"), counted(requests), counted(results))
            .pause(BETWEEN);
    setUp(
            scenario("interviews")
                .exec(session -> session.set("random", seed()))
                .forever()
                .on(
                    exitBlockOnFail().on(visit),
                    doIf(Session::isFailed)
                        .then(
                            exec(session -> {
                              failures.incrementAndGet();
                              return session.markAsSucceeded();
                            }))
                        .pause(BETWEEN))
                .injectOpen(rampUsers(people).during(ramp)))
        .protocols(
            http.baseUrl(address)
                .acceptHeader("text/html")
                .acceptEncodingHeader("gzip")
                .disableFollowRedirect()
                .disableCaching())
        .maxDuration(Duration.ofSeconds(ramp + warm + seconds));
  }

  @Override
  public void after() {
    System.out.println(pages.line(seconds));
    System.out.println(requests.line(seconds));
    System.out.println(results.line(seconds));
    System.out.println("failures   count=" + failures.get());
  }

  private synchronized SplittableRandom seed() {
    return seeds.split();
  }

  /// Fills in the form of the page, sends it and follows it to the next page.
  private ChainBuilder send() {
    return exec(
            session -> {
              SplittableRandom random =
                  Objects.requireNonNull(session.<SplittableRandom>get("random"));
              Form form = Form.filled(text(session, "page"), random);
              return session.set("action", form.action()).set("form", form.body()).set("waited", 0);
            })
        .exec(
            http("answer")
                .post("#{action}")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(StringBody(session -> text(session, "form")))
                .check(
                    status().is(302),
                    header("Location").saveAs("location"),
                    responseTimeInMillis().saveAs("millis")),
            counted(requests))
        .exec(get("question", "#{location}"), counted(requests))
        // the last question leads to the answers by one more step
        .doIf(session -> session.getInt("status") == 302)
        .then(
            exec(session -> session.set("location", session.getString("further")))
                .exec(get("answers", "#{location}"), counted(requests)))
        .exec(session -> {
          if (measured()) {
            pages.add(session.getInt("waited"));
          }
          return session;
        });
  }

  private static HttpRequestActionBuilder get(String name, String path) {
    return http(name)
        .get(path)
        .check(
            status().in(200, 302).saveAs("status"),
            header("Location").optional().saveAs("further"),
            bodyString().saveAs("page"),
            responseTimeInMillis().saveAs("millis"));
  }

  private ChainBuilder counted(Times times) {
    return exec(session -> {
      int millis = session.getInt("millis");
      if (measured()) {
        times.add(millis);
      }
      return times == requests ? session.set("waited", session.getInt("waited") + millis) : session;
    });
  }

  private boolean measured() {
    return System.nanoTime() - begin > (ramp + warm) * 1_000_000_000L;
  }

  private static boolean arrived(Session session) {
    return text(session, "location").endsWith("/answers");
  }

  private static String result(String answers) {
    return answers.substring(0, answers.lastIndexOf('/')) + "/result";
  }

  private static String text(Session session, String key) {
    return Objects.requireNonNullElse(session.getString(key), "");
  }
}
