package org.lasegue.knowledge;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.knowledge.yaml.Position;
import org.lasegue.knowledge.yaml.Problem;
import org.lasegue.knowledge.yaml.YamlNode;
import org.lasegue.knowledge.yaml.YamlReader;

/// The parsed files of the knowledge by relative path. The build packs them into one binary
/// resource, since parsing a megabyte of YAML would take most of the time of a command.
record KnowledgeFiles(String version, Map<String, YamlNode> byPath) {
  private static final String RESOURCE = "/knowledge.bin";
  private static final int FORMAT = 1;

  /// Packs the directory `args[0]` into the file `args[1]`; called by the build.
  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[1]);
    Files.createDirectories(target.toAbsolutePath().getParent());
    try (DataOutputStream out =
        new DataOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(target)))) {
      readDirectory(Path.of(args[0])).write(out);
    }
  }

  static KnowledgeFiles readDirectory(Path directory) {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(directory)) {
      paths = walk.filter(p -> p.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the knowledge in " + directory, e);
    }
    Map<String, YamlNode> byPath = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    MessageDigest digest = sha256();
    for (Path path : paths) {
      String name = directory.relativize(path).toString().replace('\\', '/');
      try {
        String text = Files.readString(path);
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        byPath.put(name, YamlReader.read(text, name, 1));
      } catch (BadInputException e) {
        problems.addAll(e.problems());
      } catch (IOException e) {
        problems.add(new Problem(new Position(name, 1), "cannot be read: " + e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new BadInputException(problems);
    }
    return new KnowledgeFiles(HexFormat.of().formatHex(digest.digest(), 0, 5), byPath);
  }

  static KnowledgeFiles bundled() {
    try (InputStream in = KnowledgeFiles.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the packed knowledge is missing from this build");
      }
      return read(new DataInputStream(new BufferedInputStream(in, 1 << 16)));
    } catch (IOException e) {
      throw new UncheckedIOException("the packed knowledge cannot be read", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(DataOutputStream out) throws IOException {
    out.writeInt(FORMAT);
    out.writeUTF(version);
    out.writeInt(byPath.size());
    for (Map.Entry<String, YamlNode> file : byPath.entrySet()) {
      out.writeUTF(file.getKey());
      write(file.getValue(), out);
    }
  }

  private static void write(YamlNode node, DataOutputStream out) throws IOException {
    switch (node) {
      case YamlNode.Scalar s -> {
        out.writeByte(s.plain() ? 0 : 1);
        out.writeShort(s.at().line());
        writeText(s.value(), out);
      }
      case YamlNode.Sequence s -> {
        out.writeByte(2);
        out.writeShort(s.at().line());
        out.writeShort(s.items().size());
        for (YamlNode item : s.items()) {
          write(item, out);
        }
      }
      case YamlNode.Mapping m -> {
        out.writeByte(3);
        out.writeShort(m.at().line());
        out.writeShort(m.entries().size());
        for (Map.Entry<String, YamlNode> entry : m.entries().entrySet()) {
          writeText(entry.getKey(), out);
          write(entry.getValue(), out);
        }
      }
    }
  }

  private static KnowledgeFiles read(DataInputStream in) throws IOException {
    if (in.readInt() != FORMAT) {
      throw new IOException("packed by another version; build again");
    }
    String version = in.readUTF();
    int files = in.readInt();
    Map<String, YamlNode> byPath = new LinkedHashMap<>();
    for (int i = 0; i < files; i++) {
      String name = in.readUTF();
      byPath.put(name, readNode(in, name));
    }
    return new KnowledgeFiles(version, byPath);
  }

  private static YamlNode readNode(DataInputStream in, String file) throws IOException {
    int kind = in.readByte();
    Position at = new Position(file, in.readUnsignedShort());
    switch (kind) {
      case 0, 1 -> {
        return new YamlNode.Scalar(readText(in), kind == 0, at);
      }
      case 2 -> {
        int size = in.readUnsignedShort();
        List<YamlNode> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
          items.add(readNode(in, file));
        }
        return new YamlNode.Sequence(items, at);
      }
      case 3 -> {
        int size = in.readUnsignedShort();
        Map<String, YamlNode> entries = new LinkedHashMap<>(size * 2);
        for (int i = 0; i < size; i++) {
          String key = readText(in);
          entries.put(key, readNode(in, file));
        }
        return new YamlNode.Mapping(entries, at);
      }
      default -> throw new IOException("damaged");
    }
  }

  private static void writeText(String text, OutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes.length >>> 16);
    out.write(bytes.length >>> 8);
    out.write(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
