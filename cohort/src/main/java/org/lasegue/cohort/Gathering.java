package org.lasegue.cohort;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lasegue.cohort.Scorer.Scored;

/// Makes one case a person of lines that lie anywhere in many files, such as the resources of a
/// FHIR Bulk Data export.
///
/// The lines are first dealt out to files by a hash of the person they are about, each small enough
/// to be held in memory, then each such file is read, sorted by person and joined. So the memory
/// does not grow with the number of people, and after a crash only the files under way are done
/// again. The cases come in the order of the hash, then of the person's name.
public final class Gathering {
  private static final long PART = 16L << 20;
  private static final long MOST_PARTS = 8192;
  private static final int HELD = 32 << 20;
  private static final int LINES = 4096;
  private static final int COLUMNS = 4;

  /// How lines of one format become a case.
  public interface Format {
    Line line(String text);

    /// @param lines about this person, in the order of the input; never empty
    Joined join(String person, List<Piece> lines);
  }

  /// Whom a line is about.
  public sealed interface Line {
    record About(String person) implements Line {}

    /// Nothing that cases are made of.
    record Other(String kind) implements Line {}

    record Bad(String reason) implements Line {}
  }

  /// A line and where it lies.
  public record Piece(String file, int line, String text) {
    public Scored.Rejected rejected(String reason) {
      return Scored.Rejected.of(file, line, reason);
    }
  }

  /// @param caseLine a case file of one line without its end; empty where there can be none
  /// @param rejected what was not taken, with or without a case
  public record Joined(Optional<String> caseLine, List<Scored.Rejected> rejected) {}

  /// @param others how many lines of each other kind there were
  public record Result(Cohort.Cases cases, Map<String, Long> others) {}

  private final Format format;
  private final int threads;
  private final long partBytes;

  public Gathering(Format format, int threads) {
    this(format, threads, PART);
  }

  Gathering(Format format, int threads, long partBytes) {
    this.format = format;
    this.threads = threads;
    this.partBytes = partBytes;
  }

  /// Told in words what it does.
  public interface Progress {
    void at(String what, long done, long of);
  }

  /// @param files of one line a resource, by name
  public Result run(List<Path> files, Halfway halfway, Progress progress) throws IOException {
    Folders folders = Folders.in(halfway.folder());
    int parts = deal(files, folders, progress);
    join(files, folders, parts, progress);
    return result(folders, parts);
  }

  private record Folders(Path dealt, Path cases, Path rejected, Path others) {
    static Folders in(Path folder) throws IOException {
      return new Folders(
          Files.createDirectories(folder.resolve("dealt")),
          Files.createDirectories(folder.resolve("cases")),
          Files.createDirectories(folder.resolve("rejected")),
          folder.resolve("others"));
    }

    Path part(int part) {
      return dealt.resolve(numbered(part));
    }

    Path cases(int part) {
      return cases.resolve(numbered(part) + ".ndjson");
    }

    /// Those of the dealing come before those of the parts.
    Path rejected(int part) {
      return rejected.resolve(numbered(part + 1) + ".ndjson");
    }

    private static String numbered(int part) {
      return String.format(Locale.ROOT, "%05d", part);
    }
  }

  private static final int DEALING = -1;

  /// The file of the other kinds is written last: where it is, all is dealt.
  private int deal(List<Path> files, Folders folders, Progress progress) throws IOException {
    List<Path> full = new ArrayList<>();
    long bytes = 0;
    for (Path file : files) {
      if (Files.size(file) > 0) {
        full.add(file);
        bytes += Files.size(file);
      }
    }
    int parts = (int) Math.clamp(bytes / partBytes + 1, 1, MOST_PARTS);
    if (Files.exists(folders.others())) {
      return parts;
    }
    try (Stream<Path> before = Files.list(folders.dealt())) {
      for (Path each : before.toList()) {
        Files.delete(each);
      }
    }
    Map<String, Long> others = new TreeMap<>();
    StringBuilder rejected = new StringBuilder();
    Dealer dealer = new Dealer(folders, parts);
    Map<String, Integer> numbers = new HashMap<>();
    files.forEach(f -> numbers.put(f.toString(), numbers.size()));
    long done = 0;
    int file = 0;
    List<Cohort.CaseFile> read = full.stream().map(Cohort.CaseFile::of).toList();
    try (CaseLines lines = new CaseLines(read, CaseLines.Place.START)) {
      while (true) {
        List<CaseLines.Item> items = lines.next(LINES);
        if (items.isEmpty()) {
          break;
        }
        for (CaseLines.Item item : items) {
          switch (item) {
            case CaseLines.Item.Unreadable bad ->
                rejected.append(bad.rejected().json()).append('\n');
            case CaseLines.Item.Readable(Scorer.Source(String text, String name, int line)) -> {
              switch (format.line(text)) {
                case Line.About(String person) when person.chars().allMatch(c -> c >= ' ') ->
                    dealer.add(person, numbers.getOrDefault(name, 0), line, text);
                case Line.About _ ->
                    rejected
                        .append(
                            Scored.Rejected.of(name, line, "a name with a control character")
                                .json())
                        .append('\n');
                case Line.Other(String kind) -> others.merge(kind, 1L, Long::sum);
                case Line.Bad(String reason) ->
                    rejected.append(Scored.Rejected.of(name, line, reason).json()).append('\n');
              }
            }
          }
        }
        CaseLines.Place place = lines.place();
        for (; file < place.file(); file++) {
          done += Files.size(full.get(file));
        }
        progress.at("sorting by person", done + place.offset(), bytes);
      }
    }
    dealer.end();
    WholeFile.write(folders.rejected(DEALING), rejected.toString());
    StringBuilder counted = new StringBuilder();
    others.forEach((kind, count) -> counted.append(kind).append('\t').append(count).append('\n'));
    WholeFile.write(folders.others(), counted.toString());
    return parts;
  }

  /// Appends lines to the files of the parts; holds some of each, as a file for each part cannot
  /// stay open.
  private static final class Dealer {
    private final Folders folders;
    private final StringBuilder[] held;
    private long size;

    Dealer(Folders folders, int parts) {
      this.folders = folders;
      this.held = new StringBuilder[parts];
      for (int i = 0; i < parts; i++) {
        held[i] = new StringBuilder();
      }
    }

    void add(String person, int file, int line, String text) throws IOException {
      StringBuilder to = held[Math.floorMod(person.hashCode(), held.length)];
      int before = to.length();
      to.append(person)
          .append('\t')
          .append(file)
          .append('\t')
          .append(line)
          .append('\t')
          // between the marks of JSON it is a blank, and inside of a text it cannot be
          .append(text.strip().replace('\r', ' '))
          .append('\n');
      size += to.length() - before;
      if (size > HELD) {
        write(false);
      }
    }

    private void write(boolean last) throws IOException {
      for (int i = 0; i < held.length; i++) {
        if (held[i].length() == 0 && !last) {
          continue;
        }
        try (FileChannel out =
            FileChannel.open(
                folders.part(i), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
          ByteBuffer bytes = StandardCharsets.UTF_8.encode(held[i].toString());
          while (bytes.hasRemaining()) {
            out.write(bytes);
          }
          if (last) {
            out.force(true);
          }
        }
        held[i] = new StringBuilder();
      }
      size = 0;
    }

    void end() throws IOException {
      write(true);
    }
  }

  private void join(List<Path> files, Folders folders, int parts, Progress progress)
      throws IOException {
    // each thread holds one part
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<@Nullable Void>> underWay = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        int part = i;
        underWay.add(
            pool.submit(() -> {
              join(files, folders, part);
              return null;
            }));
      }
      for (int i = 0; i < parts; i++) {
        await(underWay.get(i), pool);
        progress.at("joining", i + 1L, parts);
      }
    }
  }

  private static void await(Future<@Nullable Void> part, ExecutorService pool) throws IOException {
    try {
      part.get();
    } catch (ExecutionException e) {
      pool.shutdownNow();
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void join(List<Path> files, Folders folders, int part) throws IOException {
    Path cases = folders.cases(part);
    if (Files.exists(cases)) {
      return;
    }
    Map<String, List<Piece>> byPerson = new TreeMap<>();
    try (Stream<String> lines = Files.lines(folders.part(part))) {
      lines.forEach(line -> {
        String[] columns = line.split("\t", COLUMNS);
        byPerson
            .computeIfAbsent(columns[0], _ -> new ArrayList<>())
            .add(
                new Piece(
                    files.get(Integer.parseInt(columns[1])).toString(),
                    Integer.parseInt(columns[2]),
                    columns[3]));
      });
    }
    StringBuilder joined = new StringBuilder();
    StringBuilder rejected = new StringBuilder();
    byPerson.forEach((person, lines) -> {
      Joined each = format.join(person, lines);
      each.caseLine().ifPresent(line -> joined.append(line.strip()).append('\n'));
      each.rejected().forEach(no -> rejected.append(no.json()).append('\n'));
    });
    WholeFile.write(folders.rejected(part), rejected.toString());
    WholeFile.write(cases, joined.toString());
    Files.delete(folders.part(part));
  }

  private static Result result(Folders folders, int parts) throws IOException {
    List<Cohort.CaseFile> cases = new ArrayList<>();
    List<Path> rejected = new ArrayList<>();
    for (int i = DEALING; i < parts; i++) {
      if (i != DEALING && Files.size(folders.cases(i)) > 0) {
        cases.add(Cohort.CaseFile.of(folders.cases(i)));
      }
      rejected.add(folders.rejected(i));
    }
    Map<String, Long> others = new TreeMap<>();
    for (String line : Files.readAllLines(folders.others())) {
      String[] columns = line.split("\t", 2);
      others.put(columns[0], Long.parseLong(columns[1]));
    }
    return new Result(new Cohort.Cases(cases, rejected), others);
  }
}
