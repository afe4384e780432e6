package vcpucheck.scenarios.conform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads trace files: a header record, step records and an end record per trace, one per line. */
final class GoldenTraceReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String file;
  private final List<GoldenTrace> traces = new ArrayList<>();
  private final List<JsonCursor> steps = new ArrayList<>();
  private @Nullable JsonCursor header;
  private int line;

  private GoldenTraceReader(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws TraceFormatException if it cannot be read or is no trace file
   */
  static List<GoldenTrace> read(Path path) {
    return read(path.toString(), text(path));
  }

  /**
   * Reads the text of a file.
   *
   * @param file what it is called
   * @throws TraceFormatException if it is none of a trace file
   */
  static List<GoldenTrace> read(String file, String text) {
    GoldenTraceReader reader = new GoldenTraceReader(file);
    text.lines().forEach(reader::take);
    return reader.finish();
  }

  /**
   * What is in a file, not compressed.
   *
   * @throws TraceFormatException if it cannot be read
   */
  static String text(Path path) {
    StringWriter text = new StringWriter();
    try (Reader characters =
        new InputStreamReader(open(path), StandardCharsets.UTF_8.newDecoder())) {
      characters.transferTo(text);
    } catch (IOException e) {
      throw new TraceFormatException(
          "a trace file must be readable: file="
              + path
              + ", reason="
              + reason(e)
              + "; give a .jsonl file or one compressed to .jsonl.gz",
          e);
    }
    return text.toString();
  }

  private static String reason(IOException e) {
    if (e instanceof EOFException) {
      return "the compressed data were cut off";
    }
    if (e instanceof ZipException) {
      return "the compressed data are damaged, or are none";
    }
    if (e instanceof CharacterCodingException) {
      return "it is not text in UTF-8";
    }
    return e instanceof AccessDeniedException ? "access is denied" : String.valueOf(e.getMessage());
  }

  private static InputStream open(Path path) throws IOException {
    InputStream bytes = Files.newInputStream(path);
    if (!path.toString().endsWith(".gz")) {
      return bytes;
    }
    try {
      return new GZIPInputStream(bytes);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private void take(String text) {
    line++;
    JsonCursor node = new JsonCursor(parse(text), place(), "");
    if (!node.isObject()) {
      throw node.fault("a line of a trace file must be a JSON object");
    }
    if (node.has("trace")) {
      if (header != null) {
        throw node.fault("a trace must end before the next begins");
      }
      header = RecordSchema.HEADER.check(node);
      node.get("trace").atLeast(0);
    } else if (header == null) {
      throw node.fault("a trace must begin with a header record");
    } else if (node.has("end")) {
      end(header, node);
    } else {
      step(node);
    }
  }

  private JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new TraceFormatException(
          "a line of a trace file must be a JSON object: "
              + place()
              + ", reason="
              + e.getOriginalMessage()
              + "; record the trace again",
          e);
    }
  }

  private String place() {
    return "file=" + file + ", line=" + line;
  }

  private void step(JsonCursor node) {
    if (node.get("step").count() != steps.size()) {
      throw node.fault("steps must be numbered from 0 without gaps");
    }
    steps.add(RecordSchema.STEP.check(node));
  }

  private void end(JsonCursor begin, JsonCursor node) {
    RecordSchema.END.check(node);
    int number = begin.get("trace").count();
    if (node.get("end").count() != number || node.get("steps").count() != steps.size()) {
      throw node.fault("an end record must have its trace's number and count its steps");
    }
    traces.add(new GoldenTrace(file, number, begin, steps, node));
    steps.clear();
    header = null;
  }

  private List<GoldenTrace> finish() {
    if (header != null) {
      throw new TraceFormatException(
          "the last trace must have an end record: " + place() + "; the file was cut off");
    }
    if (traces.isEmpty()) {
      throw new TraceFormatException(
          "a trace file must have at least one trace: file=" + file + "; it is empty");
    }
    return List.copyOf(traces);
  }
}
