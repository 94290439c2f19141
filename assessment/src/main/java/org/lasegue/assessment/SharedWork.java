package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/// Work on many items of which neighbours belong together, done by the caller and, where it has
/// time, by a thread of the common pool: a person waits for the answer. Which of them does an item
/// changes nothing in its result. Nobody waits for a thread that has not begun.
final class SharedWork {
  private SharedWork() {}

  /// @param run neighbours of which this is equal are done by one thread, in their order
  /// @param worker what a thread works with; one is made for each
  /// @return the result of each item, in their order
  static <T, W, R> List<R> of(
      List<T> items, ToIntFunction<T> run, Supplier<W> worker, BiFunction<W, T, R> work) {
    List<List<T>> runs = runs(items, run);
    List<CompletableFuture<List<R>>> results =
        runs.stream().map(_ -> new CompletableFuture<List<R>>()).toList();
    // the longest first, so that none begins when everything else is done
    int[] order =
        IntStream.range(0, runs.size())
            .boxed()
            .sorted(Comparator.comparingInt(r -> -runs.get(r).size()))
            .mapToInt(Integer::intValue)
            .toArray();
    AtomicInteger taken = new AtomicInteger();
    Runnable share =
        () -> {
          W with = worker.get();
          for (int at = taken.getAndIncrement(); at < order.length; at = taken.getAndIncrement()) {
            int r = order[at];
            try {
              results
                  .get(r)
                  .complete(runs.get(r).stream().map(item -> work.apply(with, item)).toList());
            } catch (RuntimeException | Error e) {
              results.get(r).completeExceptionally(e);
            }
          }
        };
    if (runs.size() > 1) {
      ForkJoinPool.commonPool().execute(share);
    }
    share.run();
    return results.stream().flatMap(result -> joined(result).stream()).toList();
  }

  private static <T> List<List<T>> runs(List<T> items, ToIntFunction<T> run) {
    List<List<T>> runs = new ArrayList<>();
    for (int from = 0; from < items.size(); ) {
      int to = from + 1;
      while (to < items.size()
          && run.applyAsInt(items.get(to)) == run.applyAsInt(items.get(from))) {
        to++;
      }
      runs.add(items.subList(from, to));
      from = to;
    }
    return runs;
  }

  private static <R> R joined(CompletableFuture<R> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw e;
      }
    }
  }
}
