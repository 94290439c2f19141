package org.lasegue.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/// A test against the real server on a free port, with a database of its own. Tests with the same
/// settings share one server.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "lasegue.data=target/test-data/${random.uuid}",
      "lasegue.requests-per-minute=100000",
      "lasegue.begins-per-hour=100000"
    })
@interface Server {}
