package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lasegue.knowledge.Knowledge;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@Server
class LibraryTest {
  @LocalServerPort int port;
  @Autowired Knowledge knowledge;

  @Test
  void everythingThatTheKnowledgeNamesHasAPage() {
    List<String> paths = new ArrayList<>();
    knowledge.conditions().keySet().forEach(id -> paths.add("/library/conditions/" + id));
    knowledge.findings().keySet().forEach(id -> paths.add("/library/findings/" + id));
    knowledge.names().forEach(n -> paths.add("/library/names/" + n.id()));
    knowledge.claims().forEach(c -> paths.add("/library/claims/" + c.id()));
    try (Site site = new Site(port)) {
      assertThat(paths).allSatisfy(p -> assertThat(site.get(p).statusCode()).isEqualTo(200));
    }
  }

  @Test
  void everyNamePeopleSearchForIsFoundFirst() {
    try (Site site = new Site(port)) {
      for (var name : knowledge.names()) {
        String word = name.name().replaceAll("[^A-Za-z ].*", "").strip().replace(' ', '+');
        assertThat(site.get("/library?q=" + word).body())
            .as(name.name())
            .contains("/library/names/" + name.id());
      }
    }
  }

  @Test
  void whatIsNotThereSaysSo() {
    try (Site site = new Site(port)) {
      assertThat(site.get("/library?q=zzzz").body()).contains("Nothing found");
      assertThat(site.get("/library/conditions/zzzz").statusCode()).isEqualTo(404);
    }
  }
}
