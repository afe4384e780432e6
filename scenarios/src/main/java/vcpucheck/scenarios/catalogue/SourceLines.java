package vcpucheck.scenarios.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import vcpucheck.mediator.policy.Revision;

/**
 * Where the functions of {@code xen/arch/arm/tee/optee.c} are, in each revision: their first and
 * last lines, and the lines of the calls that they make.
 *
 * <p>One resource for each revision of Xen's, one line for each function, in the order of the file:
 * name, first line, last line, and for each call of a function that is modelled or used, its name
 * and line; parted by tabs. Those of releases are of the tags {@code RELEASE-4.13.0} and so on.
 */
final class SourceLines {
  /** The file that they are of. */
  static final String FILE = "xen/arch/arm/tee/optee.c";

  /** Of no package, so that it is found from any module. */
  private static final String FOLDER = "/xen-lines/";

  private static final int CALLS = 3;

  private SourceLines() {}

  /**
   * A function.
   *
   * @param first the line of its name, or of its return type if that is on one of its own
   * @param last the line of its closing brace
   * @param calls in the order of lines
   */
  record Function(String name, int first, int last, List<Call> calls) {
    public Function {
      calls = List.copyOf(calls);
    }
  }

  /** A call of a function on a line. */
  record Call(int line, String function) {}

  /** The revision of Xen's that one stands for: itself, or the newest before it. */
  static Revision real(Revision revision) {
    return Arrays.stream(Revision.values())
        .filter(one -> one.compareTo(revision) <= 0)
        .filter(one -> Revision.class.getResource(resource(one)) != null)
        .reduce((one, newer) -> newer)
        .orElseThrow();
  }

  private static String resource(Revision revision) {
    return FOLDER + revision.label() + ".lines";
  }

  /** The functions of a revision of Xen's by name, in the order of the file. */
  static Map<String, Function> of(Revision revision) {
    Map<String, Function> functions = new LinkedHashMap<>();
    text(resource(revision))
        .lines()
        .map(SourceLines::function)
        .forEach(one -> functions.put(one.name(), one));
    return functions;
  }

  private static String text(String resource) {
    try (InputStream in =
        Objects.requireNonNull(Revision.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Function function(String line) {
    List<String> fields = Arrays.asList(line.split("\t", -1));
    List<Call> calls = new ArrayList<>();
    for (String call : fields.subList(CALLS, fields.size())) {
      int space = call.indexOf(' ');
      calls.add(new Call(Integer.parseInt(call.substring(space + 1)), call.substring(0, space)));
    }
    return new Function(
        fields.get(0), Integer.parseInt(fields.get(1)), Integer.parseInt(fields.get(2)), calls);
  }
}
