package org.lasegue.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lasegue.report.Html;
import org.springframework.stereotype.Component;

/// The body from the front and from the back as SVG to put into a page.
@Component
public class BodyMap {
  private final String front = read("front.svg");
  private final String back = read("back.svg");

  /// Both views, to mark places on.
  public String views() {
    return front + back;
  }

  /// Both views with the skin of these roots painted.
  ///
  /// @param roots root and side, such as `L5-left`
  public String painted(List<String> roots) {
    String classes = String.join(" ", roots.stream().map(r -> "lg-root--" + r).toList());
    return new Html()
        .open("div", "class", ("lg-roots " + classes).strip())
        .markup(front)
        .markup(back)
        .close("div")
        .toString();
  }

  private static String read(String name) {
    try (InputStream in = BodyMap.class.getResourceAsStream("/bodymap/" + name)) {
      if (in == null) {
        throw new IllegalStateException("bodymap/" + name + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
