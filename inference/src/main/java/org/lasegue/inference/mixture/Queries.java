package org.lasegue.inference.mixture;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lasegue.inference.mixture.Posterior.Query;

/// Answers queries. Where several are asked at once, blocks in which all are alike are multiplied
/// once, before any prior, likelihoods that some share are made once, and the rest is done by the
/// caller and the threads of the common pool that have time.
final class Queries {
  private final PairMixture mixture;
  private final List<Query> queries;

  /// By query and block; null where nothing is observed of it.
  private final BlockTable.@Nullable Likelihood[][] likelihoods;

  private Queries(PairMixture mixture, List<Query> queries) {
    this.mixture = mixture;
    this.queries = queries;
    this.likelihoods = new BlockTable.Likelihood[queries.size()][mixture.blockCount()];
  }

  /// @throws ImpossibleException when no pair allows the observations
  static Posterior alone(PairMixture mixture, Query query) {
    Product product = new Product(mixture, query.population().prior().clone());
    for (int b = 0; b < mixture.blockCount(); b++) {
      if (anyObserved(mixture.block(b), query.observed())) {
        product.multiply(b, query.population().table(mixture, b).likelihood(query.observed()));
      }
    }
    product.finish();
    return new Posterior(query, product);
  }

  /// In their order, empty where no pair allows the observations.
  static List<Optional<Posterior>> together(PairMixture mixture, List<Query> queries) {
    if (queries.size() == 1) {
      return List.of(possible(mixture, queries.getFirst()));
    }
    return new Queries(mixture, queries).all();
  }

  private static Optional<Posterior> possible(PairMixture mixture, Query query) {
    try {
      return Optional.of(alone(mixture, query));
    } catch (ImpossibleException e) {
      return Optional.empty();
    }
  }

  static boolean anyObserved(Block block, int[] observed) {
    for (int v : block.variables) {
      if (observed[v] >= 0) {
        return true;
      }
    }
    return false;
  }

  private List<Optional<Posterior>> all() {
    int[] shared =
        IntStream.range(0, mixture.blockCount())
            .filter(b -> queries.stream().allMatch(q -> q.alike(queries.getFirst(), mixture, b)))
            .toArray();
    prepare(0, shared);
    Product common = new Product(mixture, anyPrior());
    try {
      multiply(common, 0, shared);
    } catch (ImpossibleException e) {
      return queries.stream().map(_ -> Optional.<Posterior>empty()).toList();
    }
    int[] own =
        IntStream.range(0, mixture.blockCount())
            .filter(b -> Arrays.binarySearch(shared, b) < 0)
            .toArray();
    for (int k = 0; k < queries.size(); k++) {
      prepare(k, own);
    }
    // what is left needs nothing of each other, and a person waits for it
    return IntStream.range(0, queries.size())
        .parallel()
        .mapToObj(k -> posterior(k, common.copy(), own))
        .toList();
  }

  private Optional<Posterior> posterior(int k, Product product, int[] blocks) {
    Query query = queries.get(k);
    product.multiply(query.population().prior());
    try {
      multiply(product, k, blocks);
      if (product.finish()) {
        Posterior posterior = new Posterior(query, product);
        posterior.sums(); // wanted by every answer
        return Optional.of(posterior);
      }
    } catch (ImpossibleException e) {
      // impossible, or out of the range of numbers beside causes that only the other queries allow
    }
    return possible(mixture, query);
  }

  private void multiply(Product product, int k, int[] blocks) {
    for (int b : blocks) {
      BlockTable.Likelihood likelihood = likelihoods[k][b];
      if (likelihood != null) {
        product.multiply(b, likelihood);
      }
    }
  }

  private void prepare(int k, int[] blocks) {
    for (int b : blocks) {
      if (anyObserved(mixture.block(b), queries.get(k).observed())) {
        likelihoods[k][b] = likelihood(k, b);
      }
    }
  }

  private BlockTable.Likelihood likelihood(int k, int b) {
    Query query = queries.get(k);
    for (int before = 0; before < k; before++) {
      if (likelihoods[before][b] != null && query.alike(queries.get(before), mixture, b)) {
        return likelihoods[before][b];
      }
    }
    return query.population().table(mixture, b).likelihood(query.observed());
  }

  /// 1 for each pair that some prior allows.
  private double[] anyPrior() {
    double[] result = new double[mixture.first() * mixture.second()];
    for (Query query : queries) {
      double[] prior = query.population().prior();
      for (int pair = 0; pair < result.length; pair++) {
        if (prior[pair] > 0) {
          result[pair] = 1;
        }
      }
    }
    return result;
  }
}
