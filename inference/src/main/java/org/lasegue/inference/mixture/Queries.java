package org.lasegue.inference.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lasegue.inference.mixture.Posterior.Query;

/// Answers queries. Where several are asked at once, blocks in which all are alike are multiplied
/// once, before any prior, and likelihoods that some share are made once.
final class Queries {
  private final PairMixture mixture;
  private final List<Query> queries;

  /// By query and block.
  private final BlockTable.Likelihood[][] likelihoods;

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
    List<Optional<Posterior>> result = new ArrayList<>();
    for (int k = 0; k < queries.size(); k++) {
      result.add(posterior(k, common.copy(), own));
    }
    return List.copyOf(result);
  }

  private Optional<Posterior> posterior(int k, Product product, int[] blocks) {
    Query query = queries.get(k);
    product.multiply(query.population().prior());
    try {
      multiply(product, k, blocks);
      if (product.finish()) {
        return Optional.of(new Posterior(query, product));
      }
    } catch (ImpossibleException e) {
      // impossible, or out of the range of numbers beside causes that only the other queries allow
    }
    return possible(mixture, query);
  }

  private void multiply(Product product, int k, int[] blocks) {
    for (int b : blocks) {
      if (anyObserved(mixture.block(b), queries.get(k).observed())) {
        product.multiply(b, likelihood(k, b));
      }
    }
  }

  private BlockTable.Likelihood likelihood(int k, int b) {
    Query query = queries.get(k);
    for (int before = 0; before < k; before++) {
      if (likelihoods[before][b] != null && query.alike(queries.get(before), mixture, b)) {
        likelihoods[k][b] = likelihoods[before][b];
        return likelihoods[k][b];
      }
    }
    likelihoods[k][b] = query.population().table(mixture, b).likelihood(query.observed());
    return likelihoods[k][b];
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
