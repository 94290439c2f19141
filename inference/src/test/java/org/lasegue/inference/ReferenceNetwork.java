package org.lasegue.inference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/// A network of `src/test/resources/networks` with its reference posteriors.
///
/// @param name as in the file names
record ReferenceNetwork(String name, Network network, List<Case> cases) {

  /// Evidence and what three other programs agree follows from it.
  record Case(
      Map<String, String> evidence,
      double logProbabilityOfEvidence,
      Map<String, double[]> posteriors) {}

  static ReferenceNetwork load(String name) {
    Network network = loadNetwork(name);
    Map<?, ?> reference = (Map<?, ?>) Json.parse(text("reference/" + name + ".json.gz"));
    List<Case> cases = new ArrayList<>();
    for (Object item : (List<?>) field(reference, "cases")) {
      Map<?, ?> json = (Map<?, ?>) item;
      Map<String, String> evidence = new HashMap<>();
      ((Map<?, ?>) field(json, "evidence"))
          .forEach((variable, state) -> evidence.put((String) variable, (String) state));
      Map<String, double[]> posteriors = new HashMap<>();
      ((Map<?, ?>) field(json, "posteriors"))
          .forEach((variable, values) -> posteriors.put((String) variable, array(values)));
      cases.add(new Case(evidence, (Double) field(json, "logProbabilityOfEvidence"), posteriors));
    }
    return new ReferenceNetwork(name, network, cases);
  }

  static Network loadNetwork(String name) {
    return name.startsWith("cpcs")
        ? ErgReader.parse(text(name + ".erg.gz"))
        : BifReader.parse(name + ".bif", text(name + ".bif.gz"));
  }

  private static Object field(Map<?, ?> object, String key) {
    return Objects.requireNonNull(object.get(key), key);
  }

  private static double[] array(Object values) {
    return ((List<?>) values).stream().mapToDouble(value -> (Double) value).toArray();
  }

  private static String text(String path) {
    try (InputStream file = ReferenceNetwork.class.getResourceAsStream("/networks/" + path);
        InputStream plain = new GZIPInputStream(file)) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
