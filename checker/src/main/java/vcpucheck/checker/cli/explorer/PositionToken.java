package vcpucheck.checker.cli.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.walk.WalkedStep;

/**
 * A position as text that can be kept: {@code
 * 1:S01:xen-4.13:locked,2,sc,debug:0x131-1x54:9f3c77aa}. The parts are the version, the scenario,
 * the revision, the rest of the form (a mutant may follow), the runs, each a vCPU and how many
 * steps it takes, with {@code a2} after the vCPU for another alternative than the first, and for
 * each run four digits that depend on what was done up to its end. Without these digits nothing is
 * compared.
 */
record PositionToken(Form form, Schedule schedule, List<String> checks) {
  /** The most characters. */
  static final int LONGEST = 8_192;

  /** The most steps. */
  static final int MOST_STEPS = 10_000;

  private static final String VERSION = "1";
  private static final int PARTS = 6;
  private static final int FORM_PARTS = 4;
  private static final int DIGITS = 4;
  private static final Pattern RUN = Pattern.compile("(\\d{1,2})(?:a(\\d{1,6}))?x(\\d{1,6})");
  private static final Pattern CHECKS = Pattern.compile("(?:[0-9a-f]{4})*");

  PositionToken {
    checks = List.copyOf(checks);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  // ---- writing ----

  /** The token of a position after some steps. */
  static String of(Form form, List<WalkedStep> steps) {
    StringBuilder runs = new StringBuilder();
    StringBuilder checks = new StringBuilder();
    List<String> rolling = checks(steps);
    for (int first = 0; first < steps.size(); ) {
      int end = first + 1;
      while (end < steps.size() && isSameRun(steps.get(first), steps.get(end))) {
        end++;
      }
      WalkedStep head = steps.get(first);
      runs.append(runs.isEmpty() ? "" : "-")
          .append(head.step().vcpu())
          .append(head.alternative() == 0 ? "" : "a" + head.alternative())
          .append('x')
          .append(end - first);
      checks.append(rolling.get(end - 1));
      first = end;
    }
    return start(form) + ":" + runs + ":" + checks;
  }

  /** What the tokens of a form begin with. */
  static String start(Form form) {
    Configuration code = form.configuration();
    return String.join(
        ":",
        VERSION,
        form.id(),
        code.revision(),
        code.variant()
            + ","
            + code.vcpus()
            + ","
            + form.memory().word()
            + ","
            + word(form.build())
            + code.mutant().map(mutant -> "," + mutant).orElse(""));
  }

  private static boolean isSameRun(WalkedStep one, WalkedStep other) {
    return one.step().vcpu() == other.step().vcpu() && one.alternative() == other.alternative();
  }

  /** For each step four digits that depend on it and on all before. */
  static List<String> checks(List<WalkedStep> steps) {
    List<String> checks = new ArrayList<>();
    int hash = 1;
    for (WalkedStep walked : steps) {
      hash = 31 * hash + walked.step().vcpu();
      hash = 31 * hash + walked.step().operation().hashCode();
      hash = 31 * hash + walked.step().value().hashCode();
      checks.add(String.format(Locale.ROOT, "%04x", (hash ^ hash >>> 16) & 0xffff));
    }
    return checks;
  }

  /**
   * The first step of the first run that does not do what it did when the token was made.
   *
   * @param steps what the runs do now
   */
  OptionalInt firstChange(List<WalkedStep> steps) {
    List<String> now = checks(steps);
    int run = 0;
    int begin = 0;
    for (int at = 0; at < steps.size() && run < checks.size(); at++) {
      boolean isEnd = at + 1 == steps.size() || !isSameRun(steps.get(at), steps.get(at + 1));
      if (isEnd && !checks.get(run).equals(now.get(at))) {
        return OptionalInt.of(begin);
      }
      run += isEnd ? 1 : 0;
      begin = isEnd ? at + 1 : begin;
    }
    return OptionalInt.empty();
  }

  // ---- reading ----

  /**
   * Reads a token.
   *
   * @throws Problem if it is none
   */
  static PositionToken parse(String text) {
    if (text.length() > LONGEST) {
      throw tooLong(
          "a position must have at most " + LONGEST + " characters: it has " + text.length());
    }
    String[] parts = text.split(":", -1);
    if (parts.length != PARTS || !parts[0].equals(VERSION)) {
      throw bad("begin with " + VERSION + ": and have " + PARTS + " parts", text);
    }
    Schedule schedule = schedule(parts[4]);
    return new PositionToken(
        form(parts[1], parts[2], parts[3].split(",", -1)), schedule, checks(parts[5], schedule));
  }

  private static Form form(String id, String revision, String[] parts) {
    if (parts.length < FORM_PARTS || parts.length > FORM_PARTS + 1) {
      throw bad("name variant, vCPUs, memory model and build", String.join(",", parts));
    }
    if (!parts[1].matches("\\d{1,2}")
        || Integer.parseInt(parts[1]) < 1
        || Integer.parseInt(parts[1]) > Program.MOST_VCPUS) {
      throw bad("have 1 to " + Program.MOST_VCPUS + " vCPUs", parts[1]);
    }
    Optional<String> mutant =
        parts.length == FORM_PARTS ? Optional.empty() : Optional.of(parts[FORM_PARTS]);
    return new Form(
        id,
        new Configuration(revision, parts[0], mutant, Integer.parseInt(parts[1])),
        constant(parts[2], MemoryModel.values()),
        constant(parts[3], Options.Build.values()));
  }

  private static <E extends Enum<E>> E constant(String text, E[] constants) {
    for (E constant : constants) {
      if (word(constant).equals(text)) {
        return constant;
      }
    }
    throw bad("name a memory model and a build that there are", text);
  }

  private static Schedule schedule(String runs) {
    List<Schedule.Choice> choices = new ArrayList<>();
    for (String run : runs.isEmpty() ? new String[0] : runs.split("-", -1)) {
      Matcher matcher = RUN.matcher(run);
      if (!matcher.matches()) {
        throw bad("have runs like 0x131 or 1a2x1", run);
      }
      int count = Integer.parseInt(matcher.group(3));
      if (choices.size() + count > MOST_STEPS) {
        throw tooLong("a position must be at most " + MOST_STEPS + " steps from the start");
      }
      int alternative = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
      Schedule.Choice choice = new Schedule.Choice(Integer.parseInt(matcher.group(1)), alternative);
      for (int step = 0; step < count; step++) {
        choices.add(choice);
      }
    }
    return new Schedule(choices);
  }

  private static List<String> checks(String digits, Schedule schedule) {
    if (!CHECKS.matcher(digits).matches()) {
      throw bad("end with " + DIGITS + " hexadecimal digits for each run, or none", digits);
    }
    List<String> checks = new ArrayList<>();
    for (int at = 0; at < digits.length(); at += DIGITS) {
      checks.add(digits.substring(at, at + DIGITS));
    }
    if (!checks.isEmpty() && checks.size() != runs(schedule)) {
      throw bad(
          "end with " + DIGITS + " digits for each of its " + runs(schedule) + " runs", digits);
    }
    return checks;
  }

  private static int runs(Schedule schedule) {
    List<Schedule.Choice> choices = schedule.choices();
    int runs = choices.isEmpty() ? 0 : 1;
    for (int at = 1; at < choices.size(); at++) {
      runs += choices.get(at).equals(choices.get(at - 1)) ? 0 : 1;
    }
    return runs;
  }

  private static Problem bad(String rule, String found) {
    String shown = found.length() > 40 ? found.substring(0, 40) + "…" : found;
    return new Problem(Problem.Kind.BAD_TOKEN, "a position must " + rule + ": found=" + shown);
  }

  private static Problem tooLong(String sentence) {
    return new Problem(Problem.Kind.TOKEN_TOO_LONG, sentence);
  }
}
