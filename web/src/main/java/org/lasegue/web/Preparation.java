package org.lasegue.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.lasegue.assessment.Assessor;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;

/// What the server cannot answer without and what needs no Spring: made on another core while
/// Spring starts. Neither ever changes, so one is enough for a process.
final class Preparation {
  private static final Executor THREAD =
      task -> Thread.ofPlatform().daemon().name("lasegue-preparation").start(task);
  private static final CompletableFuture<Knowledge> KNOWLEDGE =
      CompletableFuture.supplyAsync(KnowledgeReader::bundled, THREAD);
  private static final CompletableFuture<Assessor> ASSESSOR = KNOWLEDGE.thenApply(Assessor::new);

  private Preparation() {}

  /// Begins, if nobody has, and comes back at once.
  static void begin() {
    // the fields begin with the class
  }

  static Knowledge knowledge() {
    return KNOWLEDGE.join();
  }

  static Assessor assessor() {
    return ASSESSOR.join();
  }
}
