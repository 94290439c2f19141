package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.PlanPart;
import org.lasegue.knowledge.PlanPart.Part;

class ExercisePicturesTest {
  private static final Set<Part> SHOWN = EnumSet.of(Part.WALKING, Part.EXERCISE, Part.POSITION);

  @Test
  void everyMovementAndPositionOfThePlanHasAPictureThatSaysWhatItShows() throws IOException {
    for (PlanPart part : KnowledgeReader.bundled().followUp().plan()) {
      if (!SHOWN.contains(part.part())) {
        continue;
      }
      for (PlanPart.Item item : part.items()) {
        String path = "/static/assets/exercises/" + item.care() + ".svg";
        try (InputStream in = ExercisePicturesTest.class.getResourceAsStream(path)) {
          assertThat(in).as(path).isNotNull();
          assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
              .as(path)
              .contains("<title", "<desc")
              .doesNotContain("href", "<script");
        }
      }
    }
  }
}
