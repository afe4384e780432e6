package vcpucheck.checker.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vcpucheck.checker.Options;
import vcpucheck.checker.ToolVersion;
import vcpucheck.checker.catalogue.Configuration;

/** Traces as JSON, one line for each step. */
final class TraceFileFormat {
  private static final String MARK = "vcpucheckTrace";
  private static final String ENDLESS = "endless";

  /** The number of the slot in "optee_std_call#1". */
  private static final Pattern SLOT = Pattern.compile("#(\\d{1,9})$");

  private static final JsonInclude.Value UNLESS_EMPTY =
      JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .withConfigOverride(List.class, lists -> lists.setInclude(UNLESS_EMPTY))
          .build();

  private TraceFileFormat() {}

  /**
   * How the interleaving goes on for ever.
   *
   * @param after the step after which the violation cannot be avoided; 0 is the start
   * @param first the first of the steps that repeat; the last step is the last of them
   */
  private record Endless(int after, int first) {
    static Endless of(Lasso lasso) {
      return new Endless(lasso.doomed(), lasso.loop() + 1);
    }
  }

  /** One step in the file: its choice, and what it did; what is returned after it, if anything. */
  private record Line(
      int vcpu,
      int alternative,
      String label,
      String operation,
      String value,
      String source,
      String function,
      List<Returned> returns) {
    static Line of(Schedule.Choice choice, Step step) {
      return new Line(
          choice.vcpu(),
          choice.alternative(),
          step.label(),
          step.operation(),
          step.value(),
          step.source(),
          step.function(),
          step.returns());
    }
  }

  static String write(TraceFile trace) {
    Configuration configuration = trace.configuration();
    StringBuilder text = new StringBuilder("{\n");
    field(text, MARK, TraceFile.VERSION);
    field(text, "tool", ToolVersion.text());
    field(text, "id", trace.id());
    field(text, "scenario", trace.scenario());
    field(text, "revision", configuration.revision());
    field(text, "variant", configuration.variant());
    field(text, "mutant", configuration.mutant().orElse(""));
    field(text, "vcpuCount", configuration.vcpus());
    field(text, "memory", trace.memory());
    field(text, "build", trace.build().name().toLowerCase(Locale.ROOT));
    field(text, "property", trace.property());
    field(text, "message", trace.message());
    field(text, "vcpus", trace.vcpus());
    trace.lasso().ifPresent(lasso -> field(text, ENDLESS, Endless.of(lasso)));
    text.append("  \"steps\": [");
    for (int at = 0; at < trace.steps().size(); at++) {
      Line line = Line.of(trace.schedule().choices().get(at), trace.steps().get(at));
      text.append(at == 0 ? "\n    " : ",\n    ").append(json(line));
    }
    return text.append("\n  ]\n}\n").toString();
  }

  private static void field(StringBuilder text, String name, Object value) {
    text.append("  ").append(json(name)).append(": ").append(json(value)).append(",\n");
  }

  private static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("checker bug: a trace cannot be written as JSON", e);
    }
  }

  static TraceFile read(byte[] text) {
    JsonNode root = tree(text);
    if (!root.isObject() || !root.has(MARK)) {
      throw new TraceFileException(
          "a trace is a JSON object with a field " + MARK + ": this is something else");
    }
    TraceFileFields fields = new TraceFileFields(root, "");
    int version = fields.number(MARK);
    if (version < TraceFile.OLDEST_VERSION || version > TraceFile.VERSION) {
      throw new TraceFileException(
          "the trace must be of format version "
              + TraceFile.OLDEST_VERSION
              + " to "
              + TraceFile.VERSION
              + ": "
              + MARK
              + "="
              + version
              + "; replay it with the vcpucheck that wrote it, or find it again with check"
              + " --trace");
    }
    return trace(fields, version);
  }

  private static JsonNode tree(byte[] text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new TraceFileException(
          "a trace must be whole, valid JSON: it is not at "
              + (at == null ? "its end" : "line " + at.getLineNr() + ", column " + at.getColumnNr())
              + " of it; was it truncated or edited?",
          e);
    } catch (IOException e) {
      throw new TraceFileException("a trace must be UTF-8 text: " + e.getMessage(), e);
    }
  }

  private static TraceFile trace(TraceFileFields fields, int version) {
    List<Schedule.Choice> choices = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (TraceFileFields line : fields.objects("steps")) {
      int alternative = version == 1 ? alternative(line) : line.number("alternative");
      choices.add(new Schedule.Choice(line.number("vcpu"), alternative));
      steps.add(
          new Step(
              line.number("vcpu"),
              line.text("label"),
              line.text("operation"),
              line.text("value"),
              line.text("source"),
              line.text("function"),
              line.optionalObjects("returns").stream().map(TraceFileFormat::returned).toList()));
    }
    return new TraceFile(
        fields.text("id"),
        fields.text("scenario"),
        new Configuration(
            fields.text("revision"),
            fields.text("variant"),
            Optional.of(fields.text("mutant")).filter(mutant -> !mutant.isEmpty()),
            fields.number("vcpuCount")),
        fields.text("memory"),
        build(fields.text("build")),
        fields.text("property"),
        fields.text("message"),
        fields.texts("vcpus"),
        new Schedule(choices),
        steps,
        fields
            .object(ENDLESS)
            .map(endless -> new Lasso(endless.number("after"), endless.number("first") - 1)));
  }

  private static Returned returned(TraceFileFields fields) {
    return new Returned(fields.text("function"), fields.text("value"), fields.number("from"));
  }

  /*
   * Version 1 counted the outcomes of an allocation, which took the lowest free slot or failed.
   * Since then an alternative is the slot that is taken, and the last one that it fails.
   */
  private static int alternative(TraceFileFields line) {
    int written = line.number("alternative");
    if (!line.text("operation").startsWith("alloc ")) {
      return written;
    }
    Matcher slot = SLOT.matcher(line.text("value"));
    return slot.find() ? Integer.parseInt(slot.group(1)) : Schedule.Choice.LAST;
  }

  private static Options.Build build(String word) {
    return switch (word) {
      case "debug" -> Options.Build.DEBUG;
      case "release" -> Options.Build.RELEASE;
      default ->
          throw new TraceFileException(
              "the build of a trace is debug or release: build=" + word + "; was it edited?");
    };
  }
}
