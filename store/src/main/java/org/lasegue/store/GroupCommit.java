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
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/// All writing goes through one thread: whatever waits is written in one transaction, and every
/// caller returns after its commit, so that one forced write to disk serves many people. The thread
/// is a platform thread, as SQLite's native calls would hold a virtual thread's carrier while the
/// disk works.
final class GroupCommit implements AutoCloseable {

  private static final int LARGEST_GROUP = 500;
  private static final int MOST_WAITING = 10_000;

  private final Database database;
  private final ConcurrentLinkedQueue<Work<?>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waitingCount = new AtomicInteger();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("lasegue-store-writer").factory());

  GroupCommit(Database database) {
    this.database = database;
  }

  /// Returns what `body` returned, after it is durable.
  ///
  /// @param body runs in a transaction, perhaps twice: if another of its group fails, the group is
  ///   undone and each is run alone
  <T> T write(Function<JdbcClient, T> body) {
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
      // What spoilt a group is told to many, each with a stack trace of their own.
      switch (e.getCause()) {
        case StoreUnavailableException cause ->
            throw new StoreUnavailableException(String.valueOf(cause.getMessage()), cause);
        case RuntimeException cause -> throw cause;
        case null, default -> throw e;
      }
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
    try {
      for (Runnable acknowledgement : inOneTransaction(group)) {
        acknowledgement.run();
      }
    } catch (StoreUnavailableException e) {
      fail(group, e);
    } catch (Throwable e) {
      if (group.size() == 1) {
        fail(group, e);
      } else {
        writeEachAlone(group);
      }
    }
  }

  /// One of the group failed and spoilt it for the others. If the database itself fails none of the
  /// rest is tried, as each would wait for it in vain; nor is a group whose commit failed, as
  /// nobody knows what of it is on disk.
  private void writeEachAlone(List<Work<?>> group) {
    for (int i = 0; i < group.size(); i++) {
      List<Work<?>> one = List.of(group.get(i));
      try {
        inOneTransaction(one).getFirst().run();
      } catch (StoreUnavailableException e) {
        fail(group.subList(i, group.size()), e);
        return;
      } catch (Throwable e) {
        fail(one, e);
      }
    }
  }

  private List<Runnable> inOneTransaction(List<Work<?>> group) {
    return database.inTransaction(client -> {
      var acknowledgements = new ArrayList<Runnable>();
      for (Work<?> work : group) {
        acknowledgements.add(work.run(client));
      }
      return acknowledgements;
    });
  }

  private static void fail(List<Work<?>> group, Throwable cause) {
    group.forEach(work -> work.result.completeExceptionally(cause));
  }

  private record Work<T>(Function<JdbcClient, T> body, CompletableFuture<T> result) {

    /// Runs the body; what is returned tells the caller.
    Runnable run(JdbcClient client) {
      T value = body.apply(client);
      return () -> result.complete(value);
    }
  }
}
