package vcpucheck.checker.machine.operation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.value.RecordParts;

/**
 * Objects as text, in which slots have their names, also where they are parts of others.
 *
 * @param slots the names
 */
record ObjectText(Map<Object, String> slots) {
  String of(@Nullable Object object) {
    if (object == null) {
      return "null";
    }
    @Nullable String slot = slots.get(object);
    if (slot != null) {
      return slot;
    }
    return hasSlot(object) ? inParts(object) : object.toString();
  }

  private boolean hasSlot(@Nullable Object object) {
    return object != null
        && (slots.containsKey(object) || parts(object).stream().anyMatch(this::hasSlot));
  }

  /** What records, lists and what is optional consist of. */
  private static List<? extends @Nullable Object> parts(Object object) {
    if (object instanceof Record whole) {
      return Arrays.asList(RecordParts.of(whole.getClass()).get(whole));
    }
    if (object instanceof Optional<?> optional) {
      return optional.map(List::of).orElse(List.of());
    }
    return object instanceof List<?> list ? new ArrayList<>(list) : List.of();
  }

  /** As Java has it, or as a record has its own text, but for the names. */
  private String inParts(Object object) {
    return object instanceof Record whole && !text(whole, String::valueOf).equals(whole.toString())
        ? named(whole.toString(), whole)
        : text(object, this::of);
  }

  private static String text(Object object, Function<@Nullable Object, String> part) {
    List<String> texts = parts(object).stream().map(part).toList();
    if (!(object instanceof Record whole)) {
      return (object instanceof Optional<?> ? "Optional" : "") + texts;
    }
    List<String> names = RecordParts.of(whole.getClass()).names();
    return IntStream.range(0, texts.size())
        .mapToObj(at -> names.get(at) + "=" + texts.get(at))
        .collect(Collectors.joining(", ", whole.getClass().getSimpleName() + "[", "]"));
  }

  /** Some text with the names of the slots that are part of an object. */
  private String named(String text, Object object) {
    String named = text;
    for (@Nullable Object part : parts(object)) {
      if (part != null) {
        @Nullable String slot = slots.get(part);
        named = slot == null ? named(named, part) : named.replace(part.toString(), slot);
      }
    }
    return named;
  }
}
