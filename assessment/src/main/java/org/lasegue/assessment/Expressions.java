package org.lasegue.assessment;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelAttributePattern;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.PartialVars;
import dev.cel.runtime.Program;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lasegue.knowledge.yaml.Nearest;

/// CEL expressions over findings, evaluated in three values: what is unknown leaves an expression
/// open and is named.
///
/// The planner runtime of CEL is used with its partial variables: the only engine tried that says
/// which inputs are missing. Kleene's logic holds, so that a known `true` decides an "or" whatever
/// is unknown.
final class Expressions {
  private static final CelOptions OPTIONS =
      CelOptions.current().enableHeterogeneousNumericComparisons(true).build();

  private final Map<String, Compiled> compiled = new ConcurrentHashMap<>();
  private final CompiledExpressions ready;
  private final List<String> all;
  private @Nullable CelCompiler compiler;
  private final CelRuntime runtime;
  private final Vocabulary vocabulary;

  /// @param terms the names that the expression uses
  /// @param values what it was worth when its names had these values: that depends on nothing else,
  ///   most people give the same few answers, and to look is ten times faster than to evaluate
  record Compiled(
      Program program, Map<String, Vocabulary.Term> terms, Map<List<Object>, Value> values) {}

  /// What is remembered of one expression; beyond it everything is forgotten and learnt anew.
  private static final int REMEMBERED = 64;

  private static final Object UNKNOWN = new Object();

  /// The value of an expression in a case.
  sealed interface Value {
    record True() implements Value {}

    record False() implements Value {}

    /// Not decided; `missing` are the names that could decide it.
    record Open(List<String> missing) implements Value {}
  }

  /// An expression that does not compile, with the compiler's words.
  static final class InvalidExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidExpressionException(String message) {
      super(message);
    }
  }

  Expressions(Vocabulary vocabulary, Collection<String> expressions) {
    this(vocabulary, expressions, CompiledExpressions.NONE);
  }

  Expressions(Vocabulary vocabulary, Collection<String> expressions, CompiledExpressions ready) {
    this.vocabulary = vocabulary;
    this.all = List.copyOf(expressions);
    this.ready = ready;
    this.runtime = CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();
  }

  private CelCompiler compiler() {
    CelCompiler made = compiler;
    if (made == null) {
      CelCompilerBuilder builder =
          CelCompilerFactory.standardCelCompilerBuilder()
              .setOptions(OPTIONS)
              .setStandardMacros(CelStandardMacro.EXISTS)
              .setResultType(SimpleType.BOOL);
      TreeSet<String> names = new TreeSet<>();
      for (String expression : all) {
        names.addAll(Vocabulary.words(plain(expression)));
      }
      for (String name : names) {
        vocabulary.term(name).ifPresent(term -> builder.addVar(name, type(term.kind())));
      }
      made = builder.build();
      compiler = made;
    }
    return made;
  }

  /// The parsed and checked expression.
  CelAbstractSyntaxTree tree(String expression) {
    Optional<CelAbstractSyntaxTree> made = ready.tree(expression);
    if (made.isPresent()) {
      return made.get();
    }
    try {
      return compiler().compile(plain(expression)).getAst();
    } catch (CelValidationException e) {
      throw new InvalidExpressionException(String.valueOf(e.getMessage()));
    }
  }

  private static CelType type(Vocabulary.Kind kind) {
    return switch (kind) {
      case TRUTH -> SimpleType.BOOL;
      case TEXT -> SimpleType.STRING;
      case NUMBER -> SimpleType.DOUBLE;
      case LIST -> ListType.create(SimpleType.STRING);
    };
  }

  /// Two shorthands of the knowledge are spelt out.
  private static String plain(String expression) {
    return expression
        .replaceAll("any_likely\\(\\s*(\\[[^\\]]*\\])\\s*\\)", "$1.exists(c, c in likely)")
        .replaceAll("family_likely\\(\\s*(\"[^\"]*\"|'[^']*')\\s*\\)", "($1 in likely_families)");
  }

  /// Compiles on first use.
  ///
  /// @throws InvalidExpressionException when a name is unknown or a type does not fit
  Compiled compile(String expression) {
    Compiled known = compiled.get(expression);
    if (known != null) {
      return known;
    }
    String plain = plain(expression);
    Map<String, Vocabulary.Term> terms = new LinkedHashMap<>();
    for (String word : Vocabulary.words(plain)) {
      Optional<Vocabulary.Term> term = vocabulary.term(word);
      if (term.isEmpty()) {
        throw new InvalidExpressionException(
            "'" + word + "' is not a name here" + Nearest.hint(word, vocabulary.names()));
      }
      terms.put(word, term.get());
    }
    try {
      Compiled result =
          new Compiled(runtime.createProgram(tree(expression)), terms, new ConcurrentHashMap<>());
      compiled.put(expression, result);
      return result;
    } catch (CelEvaluationException e) {
      throw new InvalidExpressionException(String.valueOf(e.getMessage()));
    }
  }

  /// Whether the expression is true with every name known.
  boolean holds(Compiled program, Map<String, Object> values) {
    try {
      return Boolean.TRUE.equals(program.program().eval(values));
    } catch (CelEvaluationException e) {
      throw new IllegalStateException(e);
    }
  }

  Value evaluate(String expression, Facts facts) {
    Compiled program = compile(expression);
    List<Object> values = new ArrayList<>(program.terms().size());
    for (Vocabulary.Term term : program.terms().values()) {
      values.add(facts.value(term).orElse(UNKNOWN));
    }
    Value known = program.values().get(values);
    if (known != null) {
      return known;
    }
    Value value = evaluate(expression, program, values);
    if (program.values().size() >= REMEMBERED) {
      program.values().clear();
    }
    program.values().put(values, value);
    return value;
  }

  private static Value evaluate(String expression, Compiled program, List<Object> values) {
    Map<String, Object> known = new HashMap<>();
    List<CelAttributePattern> unknown = new ArrayList<>();
    int at = 0;
    for (String name : program.terms().keySet()) {
      Object value = values.get(at++);
      if (value == UNKNOWN) {
        unknown.add(CelAttributePattern.create(name));
      } else {
        known.put(name, value);
      }
    }
    Object result;
    try {
      result =
          unknown.isEmpty()
              ? program.program().eval(known)
              : program
                  .program()
                  .eval(PartialVars.of(known, unknown.toArray(new CelAttributePattern[0])));
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("cannot evaluate '" + expression + "'", e);
    }
    if (result instanceof CelUnknownSet set) {
      List<String> missing =
          set.attributes().stream().map(Object::toString).distinct().sorted().toList();
      if (missing.isEmpty()) {
        throw new IllegalStateException("an unknown without a name in '" + expression + "'");
      }
      return new Value.Open(missing);
    }
    return Boolean.TRUE.equals(result) ? new Value.True() : new Value.False();
  }

  /// The names that an expression uses.
  static List<String> wordsOf(String expression) {
    return Vocabulary.words(plain(expression));
  }
}
