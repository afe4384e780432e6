package vcpucheck.checker.engine.projection;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.state.Slots;
import vcpucheck.checker.machine.state.ValueMapper;
import vcpucheck.checker.machine.value.RecordParts;

/**
 * The shapes of values, of which there are few, however many vCPUs make them. In fine ones, numbers
 * are 0, 1, more or less, and of a collection counts what is in it, not how often; in coarse ones,
 * numbers are 0 or not, and collections empty or not.
 */
final class ShapeTable {
  private static final Pattern NUMBERS = Pattern.compile("\\d+");

  private final Variables variables;
  private final ValueMapper mapper;
  private final Slots slots;
  private final boolean isFine;

  /** For each variable, the shapes of its codes. */
  private final @Nullable Shape[][] ofCodes;

  ShapeTable(Variables variables, ValueMapper mapper, boolean isFine) {
    this.variables = variables;
    this.mapper = mapper;
    this.isFine = isFine;
    slots = mapper.slots();
    ofCodes = new Shape[variables.size()][];
    Arrays.fill(ofCodes, new Shape[0]);
  }

  /** A name without what tells cells of one array apart. */
  static String pattern(String name) {
    return NUMBERS.matcher(name).replaceAll("#");
  }

  /** The shape of a variable's code, if it was made before. */
  @Nullable Shape known(int variable, int code) {
    return code < ofCodes[variable].length ? ofCodes[variable][code] : null;
  }

  /** The shape of a variable's value, which has a code. */
  Shape of(int variable, int code, long value) {
    if (code >= ofCodes[variable].length) {
      ofCodes[variable] = Arrays.copyOf(ofCodes[variable], 2 * code + 1);
    }
    Shape shape = of(variable, value);
    ofCodes[variable][code] = shape;
    return shape;
  }

  /** 64 bits of a variable's name. */
  long name(int variable) {
    return Shape.hash(pattern(variables.variable(variable).name()));
  }

  /** The shape of a variable's value. */
  Shape of(int variable, long value) {
    boolean isObject = variables.variable(variable).type() == Variable.Type.OBJECT;
    return of(isObject ? variables.values().object(value) : (Object) value);
  }

  /** The slot that a variable is a field of, if any. */
  List<Integer> slotsOf(int variable) {
    int slot = slots.ofVariable(variable);
    return slot == Slots.NONE ? List.of() : List.of(slot);
  }

  /** The shape of an operation's result. */
  Shape ofResult(Op op, long result) {
    return of(mapper.result(op, result));
  }

  /** The shape of the object with a number. */
  Shape ofObject(long number) {
    return of(variables.values().object(number));
  }

  private Shape of(@Nullable Object object) {
    boolean isHandle = object != null && slots.ofHandle(object) != Slots.NONE;
    return new Shape(Shape.hash(text(object)), mapper.slotsIn(object), isHandle);
  }

  private String text(@Nullable Object object) {
    if (object == null) {
      return "null";
    }
    int slot = slots.ofHandle(object);
    if (slot != Slots.NONE) {
      return "@" + slabOf(slot);
    }
    if (object instanceof Number number) {
      int[] on = mapper.slotsIn(object);
      return on.length > 0 ? "&" + slabOf(on[0]) : magnitude(number.longValue());
    }
    if (object instanceof Enum<?> constant) {
      return constant.name();
    }
    if (object instanceof Record value) {
      return value.getClass().getSimpleName()
          + Stream.of(RecordParts.of(value.getClass()).get(value))
              .map(this::text)
              .collect(Collectors.joining(",", "(", ")"));
    }
    if (object instanceof Optional<?> optional) {
      return "?" + text(optional.orElse(null));
    }
    if (object instanceof Collection<?> parts) {
      return parts(parts.stream().map(this::text));
    }
    if (object instanceof Map<?, ?> map) {
      return parts(
          map.entrySet().stream()
              .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue())));
    }
    return pattern(String.valueOf(object));
  }

  private String parts(Stream<String> texts) {
    List<String> parts = texts.distinct().sorted().toList();
    return parts.isEmpty() || isFine ? parts.toString() : "[...]";
  }

  private String slabOf(int slot) {
    return variables.heap(slots.slab(slot)).name();
  }

  private String magnitude(long number) {
    if (number == 0 || !isFine) {
      return number == 0 ? "0" : "more";
    }
    return number < 0 ? "less" : number == 1 ? "1" : "more";
  }
}
