package org.lasegue.knowledge.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads one YAML 1.2 document (JSON is a part of it) into positioned nodes. Duplicate keys,
/// several documents and malformed text are refused with the line.
public final class YamlReader {
  /// Health records are small; a file beyond this is a mistake or an attack.
  private static final int MAX_CODE_POINTS = 16_000_000;

  private static final int MAX_DEPTH = 60;

  private YamlReader() {}

  /// The document in `text`; `firstLine` is the line on which the text starts in `file` (1 for a
  /// whole file).
  public static YamlNode read(String text, String file, int firstLine) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(MAX_CODE_POINTS).build();
    Node root;
    try {
      var documents = new Compose(settings).composeAllFromString(text).iterator();
      if (!documents.hasNext()) {
        throw new BadInputException(new Position(file, firstLine), "the file is empty");
      }
      root = documents.next();
      if (documents.hasNext()) {
        throw new BadInputException(
            new Position(file, line(documents.next(), firstLine)),
            "a second YAML document starts here; put one document in a file");
      }
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0);
      throw new BadInputException(
          new Position(file, line + firstLine), "not readable as YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new BadInputException(
          new Position(file, firstLine), "not readable as YAML: " + e.getMessage());
    } catch (StackOverflowError e) {
      throw new BadInputException(new Position(file, firstLine), "nested too deeply");
    }
    return convert(root, file, firstLine, 0, "");
  }

  private static int line(Node node, int firstLine) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + firstLine;
  }

  private static YamlNode convert(
      Node node, String file, int firstLine, int depth, String pointer) {
    Position at = new Position(file, line(node, firstLine), pointer);
    if (depth > MAX_DEPTH) {
      throw new BadInputException(at, "nested more than " + MAX_DEPTH + " levels deep");
    }
    return switch (node) {
      case ScalarNode s ->
          new YamlNode.Scalar(s.getValue(), s.getScalarStyle() == ScalarStyle.PLAIN, at);
      case SequenceNode s -> {
        List<YamlNode> items = new ArrayList<>();
        for (Node item : s.getValue()) {
          items.add(convert(item, file, firstLine, depth + 1, pointer + "/" + items.size()));
        }
        yield new YamlNode.Sequence(List.copyOf(items), at);
      }
      case MappingNode m -> {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple entry : m.getValue()) {
          int keyLine = line(entry.getKeyNode(), firstLine);
          if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            throw new BadInputException(
                new Position(file, keyLine, pointer), "a key must be a plain word");
          }
          String path = pointer + "/" + key.getValue().replace("~", "~0").replace("/", "~1");
          YamlNode value = convert(entry.getValueNode(), file, firstLine, depth + 1, path);
          if (entries.putIfAbsent(key.getValue(), value) != null) {
            throw new BadInputException(
                new Position(file, keyLine, path),
                "'" + key.getValue() + "' is given twice; keep one of them");
          }
        }
        yield new YamlNode.Mapping(entries, at);
      }
      default -> throw new BadInputException(at, "this kind of YAML is not used here");
    };
  }
}
