package org.lasegue.web;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Person;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.Sex;

/// A person in a browser who answers every page from what is known of a case: what the case does
/// not state is "no" to a danger question and "not sure" to others.
final class Patient {
  private static final int MOST_PAGES = 80;

  private final Page page;
  private final Case truth;
  private final Knowledge knowledge;
  private final Hand hand;

  /// How a control is worked.
  interface Hand {
    void choose(Page page, Locator control);

    void type(Page page, Locator control, String text);

    void press(Page page, Locator button);

    Hand POINTER =
        new Hand() {
          @Override
          public void choose(Page page, Locator control) {
            control.check();
          }

          @Override
          public void type(Page page, Locator control, String text) {
            control.fill(text);
          }

          @Override
          public void press(Page page, Locator button) {
            button.click();
          }
        };

    /// Only keys: Tab to get there, Space or the arrows to choose, Enter to press.
    Hand KEYS =
        new Hand() {
          @Override
          public void choose(Page page, Locator control) {
            if (control.getAttribute("type").equals("radio")) {
              // Tab reaches the group, arrows move in it
              Locator group = page.locator("input[name='" + control.getAttribute("name") + "']");
              reach(page, group);
              for (int i = 0; i < group.count() && !control.isChecked(); i++) {
                page.keyboard().press(i == 0 ? "Space" : "ArrowDown");
              }
            } else {
              reach(page, control);
              if (!control.isChecked()) {
                page.keyboard().press("Space");
              }
            }
          }

          @Override
          public void type(Page page, Locator control, String text) {
            reach(page, control);
            page.keyboard().press("Control+A");
            page.keyboard().type(text);
          }

          @Override
          public void press(Page page, Locator button) {
            reach(page, button);
            page.waitForNavigation(() -> page.keyboard().press("Enter"));
          }

          private void reach(Page page, Locator target) {
            for (int i = 0; i < 150; i++) {
              Object there = target.evaluateAll("(all) => all.includes(document.activeElement)");
              if (Boolean.TRUE.equals(there)) {
                return;
              }
              page.keyboard().press("Tab");
            }
            throw new AssertionError("Tab does not reach " + target);
          }
        };
  }

  /// What is looked at on every new page.
  interface Look {
    void at(Page page);
  }

  Patient(Page page, Case truth, Knowledge knowledge, Hand hand) {
    this.page = page;
    this.truth = truth;
    this.knowledge = knowledge;
    this.hand = hand;
  }

  /// From the start page to the result; gives whether an emergency card interrupted.
  boolean journey(String address, Look look) {
    page.navigate(address);
    look.at(page);
    page.locator("#country").selectOption("GB"); // so that the cards have a number to look at
    hand.press(page, page.locator("form button[type=submit]"));
    boolean interrupted = false;
    for (int i = 0; i < MOST_PAGES; i++) {
      look.at(page);
      String url = page.url();
      if (url.endsWith("/emergency")) {
        interrupted = true;
        hand.press(page, page.locator("main form button[type=submit]"));
      } else if (url.endsWith("/answers")) {
        hand.press(page, page.locator("a[href$='/result']"));
        look.at(page);
        return interrupted;
      } else {
        answer();
      }
    }
    throw new AssertionError("no result after " + MOST_PAGES + " pages: " + page.url());
  }

  private void answer() {
    String step = page.locator("main form input[name=step]").getAttribute("value");
    switch (step) {
      case "about" -> about();
      case "pregnancy" -> choose("pregnancy", pregnancy());
      case "pain-map", "numbness-map" -> places();
      default -> {
        if (step.startsWith("danger:") && !step.endsWith(":details")) {
          danger(step.substring("danger:".length()));
        } else {
          fields();
        }
      }
    }
    hand.press(page, page.locator("main form button[type=submit]"));
  }

  private void about() {
    Person person = truth.person();
    OptionalInt age = person.exactAge();
    if (age.isPresent()) {
      hand.type(page, page.locator("[name=age]"), Integer.toString(age.getAsInt()));
    }
    choose("sex", person.sex().map(s -> s == Sex.FEMALE ? "female" : "male").orElse("unsaid"));
  }

  private String pregnancy() {
    return switch (truth.person().pregnancy().state()) {
      case PREGNANT -> "pregnant";
      case POSTPARTUM -> "birth";
      case POSSIBLE -> "possible";
      case NOT_PREGNANT, UNKNOWN -> "no";
    };
  }

  private void danger(String id) {
    Screen screen =
        knowledge.screens().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
    choose("said", screen.findings().stream().anyMatch(this::present) ? "yes" : "no");
  }

  private void places() {
    boolean any = false;
    Locator boxes = page.locator("input[data-finding]");
    for (int i = 0; i < boxes.count(); i++) {
      Locator box = boxes.nth(i);
      String side = box.getAttribute("data-side");
      Where where =
          switch (side) {
            case "left" -> Where.LEFT;
            case "right" -> Where.RIGHT;
            default -> Where.WHOLE;
          };
      if (present(box.getAttribute("data-finding"), where)) {
        any = true;
        hand.choose(page, box);
      }
    }
    if (!any) {
      hand.choose(page, page.locator("#nowhere-1"));
    }
  }

  /// Every field of the page: radios by what the case says, numbers where it has one.
  private void fields() {
    @SuppressWarnings("unchecked")
    List<String> names =
        (List<String>)
            page.locator("main form input[type=radio]")
                .evaluateAll("(all) => [...new Set(all.map((e) => e.name))]");
    for (String name : names) {
      choose(name, value(name));
    }
    Locator numbers = page.locator("main form input[type=text]");
    for (int i = 0; i < numbers.count(); i++) {
      String name = numbers.nth(i).getAttribute("name");
      if (truth.findings().get(new Key(name, Where.WHOLE)) instanceof Answer.Known known
          && known.number().isPresent()) {
        hand.type(page, numbers.nth(i), Double.toString(known.number().getAsDouble()));
      } else {
        hand.choose(page, page.locator("[name='" + name + ".unsure']"));
      }
    }
  }

  private String value(String finding) {
    Map<Key, Answer> all = truth.findings();
    if (all.get(new Key(finding, Where.WHOLE)) instanceof Answer.Known known) {
      String level = knowledge.findingById(finding).type().levelName(known.level());
      return level.equals("present") ? "yes" : level.equals("absent") ? "no" : level;
    }
    boolean left = present(finding, Where.LEFT);
    boolean right = present(finding, Where.RIGHT);
    if (left || right) {
      return left && right ? "both" : left ? "left" : "right";
    }
    return all.get(new Key(finding, Where.LEFT)) instanceof Answer.Known ? "no" : "unsure";
  }

  private boolean present(String finding) {
    return List.of(Where.values()).stream().anyMatch(w -> present(finding, w));
  }

  private boolean present(String finding, Where where) {
    return truth.findings().get(new Key(finding, where)) instanceof Answer.Known known
        && known.level() != knowledge.findingById(finding).type().normal();
  }

  private void choose(String name, String value) {
    Locator control = page.locator("main form input[name='" + name + "'][value='" + value + "']");
    hand.choose(
        page,
        control.count() > 0
            ? control
            : page.locator("main form input[name='" + name + "'][value='unsure']"));
  }
}
