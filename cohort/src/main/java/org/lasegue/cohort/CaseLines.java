package org.lasegue.cohort;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lasegue.cohort.Scorer.Scored;
import org.lasegue.cohort.Scorer.Source;

/// Reads the cases of many files one after another, each `.ndjson` line and each other file as a
/// whole, and can begin again at any place it has been at. Never holds more than one case that is
/// too long.
final class CaseLines implements Closeable {
  /// A case beyond this is a mistake or an attack.
  private static final int LONGEST = 16_000_000;

  private static final int BUFFER = 1 << 20;

  /// A place between two cases.
  ///
  /// @param file index of the file, @param offset of the next byte in it
  /// @param line that begins there, from 1
  record Place(int file, long offset, int line) {
    static final Place START = new Place(0, 0, 1);
  }

  /// A case, or why there is none.
  sealed interface Item {
    record Readable(Source source) implements Item {}

    record Unreadable(Scored.Rejected rejected) implements Item {}
  }

  private final List<Cohort.CaseFile> files;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).flip();
  private @Nullable FileChannel channel;
  private int file;
  private long offset;
  private int line;

  /// Whether the file has had anything but blank lines.
  private boolean any;

  private boolean tooLong;

  CaseLines(List<Cohort.CaseFile> files, Place from) {
    this.files = List.copyOf(files);
    this.file = from.file();
    this.offset = from.offset();
    this.line = from.line();
    this.any = from.offset() > 0;
  }

  Place place() {
    return new Place(file, offset, line);
  }

  /// Up to `most` cases; empty at the end of all files.
  List<Item> next(int most) throws IOException {
    List<Item> result = new ArrayList<>();
    while (result.size() < most && file < files.size()) {
      Path path = files.get(file).path();
      String name = files.get(file).name();
      boolean lines = path.toString().endsWith(".ndjson");
      int at = line;
      byte @Nullable [] bytes = read(path, lines);
      if (bytes == null) {
        if (!any) {
          result.add(unreadable(name, 1, "no case in this file"));
        }
        nextFile();
        continue;
      }
      line++;
      if (tooLong) {
        any = true;
        result.add(unreadable(name, at, "longer than " + LONGEST + " bytes"));
        continue;
      }
      String text;
      try {
        text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        any = true;
        result.add(unreadable(name, at, "not a text in UTF-8"));
        continue;
      }
      if (!text.isBlank()) {
        any = true;
        result.add(new Item.Readable(new Source(text, name, at)));
      }
    }
    return result;
  }

  private static Item unreadable(String name, int line, String reason) {
    return new Item.Unreadable(Scored.Rejected.of(name, line, reason));
  }

  private void nextFile() throws IOException {
    close();
    file++;
    offset = 0;
    line = 1;
    any = false;
  }

  /// The bytes up to the next line break, or all that are left; null at the end of the file.
  private byte @Nullable [] read(Path path, boolean lines) throws IOException {
    FileChannel open = open(path);
    byte[] result = new byte[BUFFER / 64];
    int length = 0;
    long read = 0;
    while (true) {
      if (!buffer.hasRemaining() && !fill(open)) {
        break;
      }
      byte next = buffer.get();
      read++;
      if (lines && next == '\n') {
        break;
      }
      if (length < LONGEST) {
        if (length == result.length) {
          result = Arrays.copyOf(result, length * 2);
        }
        result[length] = next;
      }
      length += length <= LONGEST ? 1 : 0;
    }
    offset += read;
    tooLong = length > LONGEST;
    return read == 0 ? null : Arrays.copyOf(result, Math.min(length, result.length));
  }

  private FileChannel open(Path path) throws IOException {
    FileChannel known = channel;
    if (known == null) {
      known = FileChannel.open(path, StandardOpenOption.READ);
      known.position(offset);
      buffer.clear().flip();
      channel = known;
    }
    return known;
  }

  private boolean fill(FileChannel from) throws IOException {
    buffer.clear();
    int count = from.read(buffer);
    buffer.flip();
    return count > 0;
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    if (open != null) {
      open.close();
      channel = null;
    }
  }
}
