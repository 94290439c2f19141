package org.lasegue.knowledge.yaml;

import java.util.List;
import java.util.stream.Collectors;

/// Input that was refused, with every problem found in it. Nothing was guessed.
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public BadInputException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public BadInputException(Position at, String message) {
    this(List.of(new Problem(at, message)));
  }

  public List<Problem> problems() {
    return problems;
  }
}
