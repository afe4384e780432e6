package vcpucheck.checker.engine.checkpoint;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.CheckpointConfig;
import vcpucheck.checker.CheckpointException;
import vcpucheck.checker.Options;
import vcpucheck.checker.engine.base.CheckpointFields;
import vcpucheck.checker.engine.base.Stopwatch;
import vcpucheck.checker.engine.system.Description;
import vcpucheck.checker.engine.system.TransitionSystem;

/** Saves what an engine knows, when it is time or a search was stopped, and restores it. */
public final class Checkpoint {
  private static final int DIGEST = 32;
  private static final String STORE = "store";

  private final @Nullable CheckpointConfig wanted;
  private final Options options;
  private final TransitionSystem system;
  private final Stopwatch clock;
  private final UnfoldingLog unfoldings = new UnfoldingLog();
  private CheckpointFile.Content searches = out -> {};
  private long last;
  private boolean isOver;

  /** Whether other machines run the same code again. */
  private boolean isFollowed;

  /**
   * Makes a checkpoint.
   *
   * @param wanted if none, nothing is ever saved
   * @param system whose code recognises the file
   */
  public Checkpoint(
      Optional<CheckpointConfig> wanted,
      Options options,
      TransitionSystem system,
      Stopwatch clock) {
    this.wanted = wanted.orElse(null);
    this.options = options;
    this.system = system;
    this.clock = clock;
    last = clock.now();
  }

  /**
   * Begins, with what the file has if the search is to go on.
   *
   * @param newSearches writes the searches
   * @param reader reads them
   * @throws CheckpointException if the file is damaged or of another search
   * @throws IllegalArgumentException if this kind of search cannot be saved
   */
  public void begin(CheckpointFile.Content newSearches, CheckpointFile.Reader reader) {
    if (wanted == null) {
      return;
    }
    if (options.order() != Options.Order.BFS) {
      throw new IllegalArgumentException(
          "only a breadth-first search can be saved: order=" + options.order());
    }
    searches = newSearches;
    record();
    if (wanted.resumes()) {
      new CheckpointFile(wanted.file()).read(in -> restore(in, reader));
    }
    last = clock.now();
  }

  /** Takes note of all code that is run from now on. */
  public UnfoldingLog record() {
    system.machine().setListener(unfoldings);
    system.codec().heap().ifPresent(heap -> heap.setListener(unfoldings));
    system.properties().setListener(unfoldings);
    return unfoldings;
  }

  /** The same, which other machines are to follow. */
  public UnfoldingLog follow() {
    isFollowed = true;
    return record();
  }

  /** Saves if that was long ago. */
  public void saveIfDue() {
    if (wanted != null && clock.now() - last >= wanted.interval().toNanos()) {
      save(wanted);
    }
  }

  /**
   * Saves for the last time: a search was stopped, and what comes now is a makeshift that is not
   * the way to what the search would have found.
   */
  public void saveLast() {
    if (wanted != null && !isOver) {
      save(wanted);
      isOver = true;
    }
  }

  private void save(CheckpointConfig where) {
    if (isOver) {
      return;
    }
    try {
      new CheckpointFile(where.file()).write(this::save);
      searches.saved();
    } catch (IOException e) {
      where
          .warnings()
          .accept(
              "the checkpoint could not be written: file="
                  + where.file()
                  + ", error="
                  + e
                  + "; the search goes on, "
                  + (Files.exists(where.file())
                      ? "and the last checkpoint stays"
                      : "and there is no checkpoint yet"));
    }
    last = clock.now();
  }

  private void save(DataOutput out) throws IOException {
    Map<String, String> facts = facts();
    out.writeInt(facts.size());
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      CheckpointFields.text(out, fact.getKey());
      CheckpointFields.text(out, fact.getValue());
    }
    unfoldings.save(out);
    out.write(modelDigest());
    system.machine().save(out);
    system.codec().save(out);
    searches.save(out);
    out.writeLong(clock.elapsed().toNanos());
  }

  private void restore(DataInputStream in, CheckpointFile.Reader reader) throws IOException {
    Map<String, String> saved = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = CheckpointFields.text(in);
      saved.put(name, CheckpointFields.text(in));
    }
    requireSame(saved);
    replay(in);
    byte[] digest = new byte[DIGEST];
    in.readFully(digest);
    if (!Arrays.equals(digest, modelDigest())) {
      throw notThisCode(null);
    }
    system.machine().restore(in);
    system.codec().restore(in);
    reader.restore(in);
    clock.add(Duration.ofNanos(in.readLong()));
  }

  private void requireSame(Map<String, String> saved) {
    facts()
        .forEach(
            (name, value) -> {
              if (!value.equals(saved.get(name)) && !movesToDisk(name, saved.get(name))) {
                throw new CheckpointException(
                    "a checkpoint must be of the same check: file="
                        + path()
                        + ", "
                        + name
                        + " there="
                        + saved.get(name)
                        + ", here="
                        + value
                        + "; give the scenario and the options that it was begun with");
              }
            });
  }

  /** Whether a search goes on on disk that was in memory until now. */
  private boolean movesToDisk(String name, @Nullable String before) {
    return name.equals(STORE)
        && options.store() == Options.Store.DISK
        && !word(Options.Store.FINGERPRINT).equals(before);
  }

  private void replay(DataInputStream in) throws IOException {
    try {
      UnfoldingLog.replay(in, system.machine(), system.properties());
    } catch (RuntimeException | AssertionError e) {
      throw notThisCode(e);
    }
  }

  private CheckpointException notThisCode(@Nullable Throwable cause) {
    String message =
        "a checkpoint must be of the same code: file="
            + path()
            + "; the code under test, the scenario or a property has changed since, so begin anew";
    return cause == null
        ? new CheckpointException(message)
        : new CheckpointException(message, cause);
  }

  private String path() {
    return wanted == null ? "" : wanted.file().toString();
  }

  /** Where states are that are not in the file, if the search is saved. */
  public Optional<Path> folder() {
    return Optional.ofNullable(wanted).map(CheckpointConfig::folder);
  }

  /** Says that what is in memory is not to be saved any more: it may be half-way. */
  public void giveUp() {
    isOver = true;
  }

  /** What a search must have in common with the one that it continues. */
  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("subject", wanted == null ? "" : wanted.subject());
    facts.put("memory", word(options.memory()));
    facts.put("machines", isFollowed ? "several" : "one");
    facts.put("order", word(options.order()));
    facts.put(STORE, word(options.store()));
    facts.put("build", word(options.build()));
    facts.put("reductions", String.join(" and ", options.effectiveReductions().names()));
    facts.put("reuse", options.reuse().map(Checkpoint::word).orElse("as the model says"));
    facts.put("strict histories", Boolean.toString(options.strictHistories()));
    facts.put("validate", Boolean.toString(options.validate()));
    facts.put("keep going", Boolean.toString(options.keepGoing()));
    facts.put("shortest", Boolean.toString(options.shortest()));
    facts.put("counted states", Long.toString(options.countedStates()));
    facts.put("profile", Boolean.toString(options.profile()));
    return facts;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** A digest of all that is known of the model. */
  private byte[] modelDigest() {
    Description model = system::describe;
    return model.digest();
  }
}
