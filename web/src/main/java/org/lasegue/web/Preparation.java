package org.lasegue.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.lasegue.assessment.Assessor;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;

/// What the server cannot answer without and what needs no Spring, made on another core. Neither
/// ever changes, so one is enough for a process. The knowledge is read while Spring starts. The
/// assessor takes longer than all the rest of a start, and the first page needs none: it is begun
/// when that page is drawn.
final class Preparation {
  private static final Executor THREAD =
      task -> Thread.ofPlatform().daemon().name("lasegue-preparation").start(task);
  private static final CompletableFuture<Knowledge> KNOWLEDGE =
      CompletableFuture.supplyAsync(KnowledgeReader::bundled, THREAD);

  private static final class OnDemand {
    private static final CompletableFuture<Assessor> ASSESSOR =
        KNOWLEDGE.thenApplyAsync(Assessor::new, THREAD);
  }

  private Preparation() {}

  /// Begins with the knowledge, if nobody has, and comes back at once.
  static void begin() {
    // the field begins with the class
  }

  /// Begins with the assessor, if nobody has, and comes back at once.
  static CompletableFuture<Assessor> beginAssessor() {
    return OnDemand.ASSESSOR;
  }

  static Knowledge knowledge() {
    return KNOWLEDGE.join();
  }

  static Assessor assessor() {
    return beginAssessor().join();
  }
}
