package org.lasegue.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lasegue.assessment.Mode;
import org.lasegue.cohort.Scorer.Scored;
import org.lasegue.knowledge.Knowledge;

/// Scores the cases of a file or directory into an NDJSON file, one row a person in the order of
/// the input, on all cores.
///
/// While it runs the rows lie in `OUT.partial` beside `OUT.checkpoint`; `OUT` itself appears whole
/// or not at all. Each part of the input is scored, its rows are written and forced to the disk,
/// and only then the checkpoint is replaced. After a crash at any moment the same call cuts both
/// outputs back to what the checkpoint counts and goes on, so the result is the same bytes. Cases
/// that cannot be scored are counted and lie in `OUT.rejected.ndjson` with file, line and reason.
/// Where the output has another form than rows, it is made of the rows when they are whole.
public final class Cohort {
  /// People scored and made safe together: enough that most ages are there more than once, few
  /// enough that a crash costs seconds.
  private static final int PART = 2048;

  private final Knowledge knowledge;
  private final Mode mode;
  private final int threads;
  private final int part;

  public Cohort(Knowledge knowledge, Mode mode, int threads) {
    this(knowledge, mode, threads, PART);
  }

  Cohort(Knowledge knowledge, Mode mode, int threads, int part) {
    this.knowledge = knowledge;
    this.mode = mode;
    this.threads = threads;
    this.part = part;
  }

  /// How many people have a row and how many cases were rejected.
  public record Counts(long rows, long rejected) {}

  /// Told after each part.
  public interface Progress {
    /// @param counts so far, with those of runs before a crash
    /// @param bytes of the input behind it, @param of all bytes of the input
    void at(Counts counts, long bytes, long of);
  }

  /// What a run reads.
  ///
  /// @param files with the cases, @param rejected lines of those that a step before could not make
  ///   cases of; they come first in `OUT.rejected.ndjson`
  public record Cases(List<CaseFile> files, List<Path> rejected) {
    public Cases {
      files = List.copyOf(files);
      rejected = List.copyOf(rejected);
    }

    /// A case file, or every one in a directory.
    ///
    /// @throws CohortException where there is none
    public static Cases in(Path in) throws IOException {
      return new Cases(caseFiles(in).stream().map(CaseFile::of).toList(), List.of());
    }
  }

  /// @param name by which a rejected case calls the file: that of what it was made of
  public record CaseFile(Path path, String name) {
    public static CaseFile of(Path path) {
      return new CaseFile(path, path.toString());
    }
  }

  /// What whole rows are written as, where that is not one JSON object a line.
  public interface Form {
    /// @param to a file that a crash may have left
    void write(Path rows, Path to) throws IOException;
  }

  /// @param in a case file or a directory of them, @param out the rows
  /// @param afresh whether to begin again and to replace what is there
  /// @throws CohortException with the remedy, before anything is written
  public Counts run(Path in, Path out, boolean afresh, Progress progress) throws IOException {
    checkPlaces(in, out, afresh);
    return run(Cases.in(in), out, Optional.empty(), afresh, progress);
  }

  /// @param form of the output; empty for one JSON object a line
  public Counts run(Cases in, Path out, Optional<Form> form, boolean afresh, Progress progress)
      throws IOException {
    Names names = Names.of(out);
    checkNothingIsThere(names, afresh);
    String settings = settings(in);
    // what is there is replaced when the new rows are whole, and never taken from a run under way
    Optional<Checkpoint> before = afresh ? Optional.empty() : checkpoint(names, settings);
    Checkpoint start =
        before.orElse(new Checkpoint(settings, CaseLines.Place.START, 0, 0, 0, 0, false));
    Checkpoint end = start.whole() ? start : score(in, names, start, progress);
    publish(names, form, end);
    return new Counts(end.rows(), end.rejected());
  }

  private static void checkNothingIsThere(Names names, boolean afresh) {
    if (!afresh && Files.exists(names.out()) && !Files.exists(names.checkpoint())) {
      throw new CohortException(
          names.out() + " exists already; name another file, or add --overwrite to replace it");
    }
  }

  private static Optional<Checkpoint> checkpoint(Names names, String settings) throws IOException {
    Optional<Checkpoint> found = Checkpoint.read(names.checkpoint());
    if (found.isPresent() && !found.get().settings().equals(settings)) {
      throw new CohortException(
          names.checkpoint()
              + " is of another input, mode or knowledge; name another output, or add --overwrite to"
              + " begin again");
    }
    return found;
  }

  /// The rows, where they lie until they are whole, and what lies beside them.
  private record Names(
      Path out, Path partial, Path formed, Path rejected, Path rejectedPartial, Path checkpoint) {
    static Names of(Path out) {
      String name = out.getFileName().toString();
      return new Names(
          out,
          out.resolveSibling(name + ".partial"),
          out.resolveSibling(name + ".formed.partial"),
          out.resolveSibling(name + ".rejected.ndjson"),
          out.resolveSibling(name + ".rejected.partial"),
          out.resolveSibling(name + ".checkpoint"));
    }
  }

  private Checkpoint score(Cases in, Names names, Checkpoint start, Progress progress)
      throws IOException {
    List<CaseFile> files = in.files();
    long[] before = new long[files.size() + 1];
    for (int i = 0; i < files.size(); i++) {
      before[i + 1] = before[i] + Files.size(files.get(i).path());
    }
    Checkpoint done = start;
    try (SafeFile rows = new SafeFile(names.partial(), start.rowsLength());
        SafeFile rejected = new SafeFile(names.rejectedPartial(), start.rejectedLength());
        CaseLines lines = new CaseLines(files, start.place());
        Workers workers = new Workers()) {
      if (start.place().equals(CaseLines.Place.START) && start.rejected() == 0) {
        done = done.withRejected(append(in.rejected(), rejected), rejected.length());
      }
      done.write(names.checkpoint());
      while (true) {
        while (workers.ready()) {
          List<CaseLines.Item> items = lines.next(part);
          if (items.isEmpty()) {
            break;
          }
          workers.submit(items, lines.place());
        }
        if (workers.idle()) {
          break;
        }
        Part next = workers.take();
        rows.append(next.rows().toString());
        rejected.append(next.rejected().toString());
        done =
            new Checkpoint(
                done.settings(),
                next.end(),
                done.rows() + next.rowCount(),
                done.rejected() + next.rejectedCount(),
                rows.length(),
                rejected.length(),
                false);
        done.write(names.checkpoint());
        progress.at(
            new Counts(done.rows(), done.rejected()),
            before[next.end().file()] + next.end().offset(),
            before[files.size()]);
      }
      done =
          new Checkpoint(
              done.settings(),
              done.place(),
              done.rows(),
              done.rejected(),
              rows.length(),
              rejected.length(),
              true);
      done.write(names.checkpoint());
    }
    return done;
  }

  private static long append(List<Path> earlier, SafeFile rejected) throws IOException {
    long count = 0;
    for (Path each : earlier) {
      String lines = Files.readString(each);
      rejected.append(lines);
      count += lines.lines().count();
    }
    return count;
  }

  /// Gives whole outputs their names. A crash in between is mended by the next call, since the
  /// checkpoint goes last.
  private static void publish(Names names, Optional<Form> form, Checkpoint end) throws IOException {
    if (end.rejected() == 0) {
      Files.deleteIfExists(names.rejectedPartial());
      Files.deleteIfExists(names.rejected());
    } else if (Files.exists(names.rejectedPartial())) {
      replace(names.rejectedPartial(), names.rejected());
    }
    if (Files.exists(names.partial())) {
      if (form.isPresent()) {
        form.get().write(names.partial(), names.formed());
        replace(names.formed(), names.out());
        Files.delete(names.partial());
      } else {
        replace(names.partial(), names.out());
      }
    }
    Files.deleteIfExists(names.checkpoint());
  }

  private static void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// One part of the input, scored.
  private record Part(
      StringBuilder rows,
      StringBuilder rejected,
      long rowCount,
      long rejectedCount,
      CaseLines.Place end) {}

  /// Scores parts on several threads and gives them back in order. At most two parts a thread are
  /// under way, which bounds the memory.
  private final class Workers implements AutoCloseable {
    private final ExecutorService pool = Executors.newFixedThreadPool(threads);
    private final Scorer scorer = new Scorer(knowledge, mode);
    private final Deque<Future<Part>> underWay = new ArrayDeque<>();

    boolean ready() {
      return underWay.size() < 2 * threads;
    }

    boolean idle() {
      return underWay.isEmpty();
    }

    void submit(List<CaseLines.Item> items, CaseLines.Place end) {
      underWay.add(pool.submit(() -> scored(items, end)));
    }

    private Part scored(List<CaseLines.Item> items, CaseLines.Place end) {
      List<Scorer.Source> sources = new ArrayList<>();
      for (CaseLines.Item item : items) {
        if (item instanceof CaseLines.Item.Readable readable) {
          sources.add(readable.source());
        }
      }
      var scored = scorer.score(sources).iterator();
      StringBuilder rows = new StringBuilder();
      StringBuilder rejected = new StringBuilder();
      int bad = 0;
      for (CaseLines.Item item : items) {
        Scored each =
            switch (item) {
              case CaseLines.Item.Readable _ -> scored.next();
              case CaseLines.Item.Unreadable unreadable -> unreadable.rejected();
            };
        switch (each) {
          case Scored.Row row -> rows.append(row.json()).append('\n');
          case Scored.Rejected no -> {
            rejected.append(no.json()).append('\n');
            bad++;
          }
        }
      }
      return new Part(rows, rejected, items.size() - (long) bad, bad, end);
    }

    Part take() throws IOException {
      try {
        return underWay.remove().get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    @Override
    public void close() {
      pool.shutdownNow();
      pool.close();
    }
  }

  private String settings(Cases in) throws IOException {
    return Halfway.digest(
        mode.word()
            + '\n'
            + knowledge.version()
            + Halfway.fingerprint(in.files().stream().map(CaseFile::path).toList())
            + Halfway.fingerprint(in.rejected()));
  }

  /// @throws CohortException where no output can lie there beside that input, with the remedy
  public static void checkPlaces(Path in, Path out, boolean afresh) {
    if (!Files.exists(in)) {
      throw new CohortException(in + ": no such file or directory");
    }
    Path folder = out.toAbsolutePath().normalize().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CohortException("the directory of " + out + " does not exist; make it first");
    }
    if (Files.isDirectory(out)) {
      throw new CohortException(out + " is a directory; name a file for the rows");
    }
    Path from = in.toAbsolutePath().normalize();
    if (from.equals(out.toAbsolutePath().normalize())) {
      throw new CohortException("input and output are the same file; name another output");
    }
    if (Files.isDirectory(in) && folder.startsWith(from)) {
      throw new CohortException(
          "the output would lie inside of the input " + in + "; name a file elsewhere");
    }
    checkNothingIsThere(Names.of(out), afresh);
  }

  /// A file as it is; of a directory the `.yaml` and `.ndjson` files below it, sorted.
  private static List<Path> caseFiles(Path in) throws IOException {
    return Halfway.files(in, Cohort::isCase, "no .yaml and no .ndjson file");
  }

  private static boolean isCase(Path path) {
    String name = path.toString();
    return name.endsWith(".yaml") || name.endsWith(".ndjson");
  }
}
