package org.lasegue.web;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.web.server.LocalServerPort;

/// A test in which somebody visits the server, with a cookie of their own.
abstract class Visitor {
  @LocalServerPort int port;
  Site site;

  @BeforeEach
  void arrive() {
    site = new Site(port);
  }

  @AfterEach
  void leave() {
    site.close();
  }
}
