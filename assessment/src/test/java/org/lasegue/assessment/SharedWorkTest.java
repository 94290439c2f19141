package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedWorkTest {
  /// One item, and the run that it belongs to.
  private record Item(int run, int value) {}

  private static List<Item> items(Random random) {
    List<Item> items = new ArrayList<>();
    int runs = random.nextInt(8);
    for (int run = 0; run < runs; run++) {
      int length = 1 + random.nextInt(20);
      for (int i = 0; i < length; i++) {
        items.add(new Item(run, items.size()));
      }
    }
    return items;
  }

  @Test
  void resultsAreInTheOrderOfTheItemsAndARunIsOneThreadsInItsOrder() {
    Random random = new Random(1);
    for (int round = 0; round < 500; round++) {
      List<Item> items = items(random);
      Map<Integer, Thread> threads = new ConcurrentHashMap<>();
      List<Integer> results =
          SharedWork.of(
              items,
              Item::run,
              () -> new HashMap<Integer, Integer>(),
              (last, item) -> {
                assertThat(threads.computeIfAbsent(item.run(), _ -> Thread.currentThread()))
                    .isSameAs(Thread.currentThread());
                Integer before = last.put(item.run(), item.value());
                assertThat(before == null || before == item.value() - 1).isTrue();
                return item.value();
              });
      assertThat(results).isEqualTo(items.stream().map(Item::value).toList());
    }
  }

  @Test
  void whoeverFailsTheCallerIsTold() {
    List<Item> items = List.of(new Item(0, 0), new Item(1, 1), new Item(2, 2));
    for (int bad = 0; bad < items.size(); bad++) {
      int at = bad;
      assertThatThrownBy(() ->
              SharedWork.of(
                  items,
                  Item::run,
                  () -> "",
                  (_, item) -> {
                    if (item.value() == at) {
                      throw new IllegalArgumentException("item " + at);
                    }
                    return item;
                  }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("item " + at);
    }
  }

  @Test
  void nobodyWaitsForAThreadThatHasNotBegun() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    int threads = ForkJoinPool.getCommonPoolParallelism();
    CountDownLatch busy = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      ForkJoinPool.commonPool()
          .execute(() -> {
            busy.countDown();
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
    try {
      busy.await();
      List<Item> items = items(new Random(3));
      assertThat(SharedWork.of(items, Item::run, () -> "", (_, item) -> item)).isEqualTo(items);
    } finally {
      end.countDown();
    }
  }
}
