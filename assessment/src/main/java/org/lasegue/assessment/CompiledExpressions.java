package org.lasegue.assessment;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelProtoAbstractSyntaxTree;
import dev.cel.expr.CheckedExpr;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;

/// The expressions of the knowledge, parsed and checked when the program was built: that takes half
/// a second, which a command does not have. They are used only with the very knowledge that they
/// were made from.
record CompiledExpressions(Map<String, byte[]> trees) {
  private static final String RESOURCE = "/expressions.bin";

  static final CompiledExpressions NONE = new CompiledExpressions(Map.of());

  /// Writes the file `args[0]`; called by the build.
  public static void main(String[] args) throws IOException {
    Knowledge knowledge = KnowledgeReader.bundled();
    List<String> all = Assessor.expressions(knowledge);
    Expressions expressions = new Expressions(new Vocabulary(knowledge), all, NONE);
    Map<String, byte[]> trees = new HashMap<>();
    for (String expression : all) {
      trees.put(
          expression,
          CelProtoAbstractSyntaxTree.fromCelAst(expressions.tree(expression))
              .toCheckedExpr()
              .toByteArray());
    }
    Path target = Path.of(args[0]);
    Files.createDirectories(target.toAbsolutePath().getParent());
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
      out.writeUTF(knowledge.version());
      out.writeInt(trees.size());
      for (Map.Entry<String, byte[]> tree : trees.entrySet()) {
        byte[] expression = tree.getKey().getBytes(StandardCharsets.UTF_8);
        out.writeInt(expression.length);
        out.write(expression);
        out.writeInt(tree.getValue().length);
        out.write(tree.getValue());
      }
    }
  }

  /// Those of this build, if they belong to the knowledge.
  static CompiledExpressions of(Knowledge knowledge) {
    try (InputStream in = CompiledExpressions.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        return NONE;
      }
      DataInputStream data = new DataInputStream(new BufferedInputStream(in, 1 << 16));
      if (!data.readUTF().equals(knowledge.version())) {
        return NONE;
      }
      Map<String, byte[]> trees = new HashMap<>();
      int size = data.readInt();
      for (int i = 0; i < size; i++) {
        String expression = new String(data.readNBytes(data.readInt()), StandardCharsets.UTF_8);
        trees.put(expression, data.readNBytes(data.readInt()));
      }
      return new CompiledExpressions(trees);
    } catch (IOException e) {
      throw new UncheckedIOException("the compiled expressions cannot be read", e);
    }
  }

  Optional<CelAbstractSyntaxTree> tree(String expression) {
    byte[] bytes = trees.get(expression);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          CelProtoAbstractSyntaxTree.fromCheckedExpr(CheckedExpr.parseFrom(bytes)).getAst());
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException("the compiled expressions are damaged", e);
    }
  }
}
