package org.lasegue.report;

/// A hundred people as an SVG of ten rows of ten: those that are counted are filled, the others are
/// rings, so that it can be read without colour.
public final class IconArray {
  private static final int EACH = 14;
  private static final int RADIUS = 5;
  private static final int ROW = 10;
  private static final int ALL = 100;

  private IconArray() {}

  /// @param text what the picture says, for who does not see it
  public static String of(int counted, String text) {
    Html html = new Html();
    String size = Integer.toString(ROW * EACH);
    html.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "lg-icons",
        "viewBox",
        "0 0 " + size + " " + size,
        "width",
        size,
        "height",
        size,
        "role",
        "img",
        "aria-label",
        text);
    for (int i = 0; i < ALL; i++) {
      html.open(
          "circle",
          "class",
          i < counted ? "lg-icons__one" : "lg-icons__other",
          "cx",
          Integer.toString(i % ROW * EACH + EACH / 2),
          "cy",
          Integer.toString(i / ROW * EACH + EACH / 2),
          "r",
          Integer.toString(RADIUS));
      html.close("circle");
    }
    return html.close("svg").toString();
  }
}
