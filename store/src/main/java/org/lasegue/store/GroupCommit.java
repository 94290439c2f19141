package org.lasegue.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;

/// All writing goes through one thread: whatever waits is written in one transaction, and every
/// caller returns after its commit, so that one forced write to disk serves many people. The thread
/// is a platform thread, as SQLite's native calls would hold a virtual thread's carrier while the
/// disk works.
final class GroupCommit implements AutoCloseable {

  private static final int LARGEST_GROUP = 500;
  private static final int MOST_WAITING = 10_000;

  private final TransactionTemplate transaction;
  private final ConcurrentLinkedQueue<Work<?>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waitingCount = new AtomicInteger();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("lasegue-store-writer").factory());

  GroupCommit(TransactionTemplate transaction) {
    this.transaction = transaction;
  }

  /// Returns what `body` returned, after it is durable.
  ///
  /// @param body runs in a transaction, perhaps twice: if another of its group fails, the group is
  ///   undone and each is run alone
  <T> T write(Supplier<T> body) {
    if (waitingCount.incrementAndGet() > MOST_WAITING) {
      waitingCount.decrementAndGet();
      throw new StoreUnavailableException("too many are waiting to write", null);
    }
    var work = new Work<>(body, new CompletableFuture<T>());
    waiting.add(work);
    start(this::writeGroup);
    return await(work.result);
  }

  /// Runs `body` between two groups, outside of a transaction.
  <T> T alone(Supplier<T> body) {
    var result = new CompletableFuture<T>();
    start(() -> {
      try {
        result.complete(body.get());
      } catch (Throwable e) {
        result.completeExceptionally(e);
      }
    });
    return await(result);
  }

  /// Writes what waits, then stops.
  @Override
  public void close() {
    writer.close();
  }

  private void start(Runnable task) {
    try {
      writer.execute(task);
    } catch (RejectedExecutionException e) {
      throw new StoreUnavailableException("the store is closed", e);
    }
  }

  private static <T> T await(CompletableFuture<T> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void writeGroup() {
    var group = new ArrayList<Work<?>>();
    while (group.size() < LARGEST_GROUP) {
      Work<?> next = waiting.poll();
      if (next == null) {
        break;
      }
      group.add(next);
    }
    waitingCount.addAndGet(-group.size());
    if (!group.isEmpty()) {
      write(group);
    }
  }

  private void write(List<Work<?>> group) {
    var allRan = new boolean[1];
    try {
      List<Runnable> acknowledgements =
          transaction.execute(status -> {
            var done = new ArrayList<Runnable>();
            for (Work<?> work : group) {
              done.add(work.run());
            }
            allRan[0] = true;
            return done;
          });
      acknowledgements.forEach(Runnable::run);
    } catch (Throwable e) {
      // After a failed commit nobody knows what is on disk: running it again could write it twice.
      if (group.size() == 1 || allRan[0]) {
        group.forEach(work -> work.result.completeExceptionally(e));
      } else {
        group.forEach(work -> write(List.of(work)));
      }
    }
  }

  private record Work<T>(Supplier<T> body, CompletableFuture<T> result) {

    /// Runs the body; what is returned tells the caller.
    Runnable run() {
      T value = body.get();
      return () -> result.complete(value);
    }
  }
}
