package vcpucheck.checker.oracle;

import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model's distinct states modulo permutations of the slots of each slab, and of vCPUs: every
 * permutation is tried on every state, and the least text of all is taken.
 *
 * @param states how many there are
 * @param orbits how many there are if slots may be exchanged
 * @param orbitsOfTwins how many there are if vCPUs with the same program may be exchanged too
 */
record QuotientGraph(int states, int orbits, int orbitsOfTwins) {
  private static final Pattern SLOT = Pattern.compile("(item|box)#(\\d+)");

  /** Explores a model; empty if it has too many states. */
  static Optional<QuotientGraph> of(HeapModel model, int limit) {
    NaiveSystem system = new NaiveSystem(model, true);
    Renderer renderer = new Renderer(system, model);
    Set<String> states = new HashSet<>();
    Set<String> orbits = new HashSet<>();
    Set<String> orbitsOfTwins = new HashSet<>();
    Deque<NaiveSystem.State> open = new ArrayDeque<>();
    open.add(system.initial());
    while (!open.isEmpty()) {
      NaiveSystem.State state = open.remove();
      if (!states.add(renderer.text(state, renderer.identity, List.of(0, 1, 2)))) {
        continue;
      }
      if (states.size() > limit) {
        return Optional.empty();
      }
      orbits.add(renderer.least(state, false));
      orbitsOfTwins.add(renderer.least(state, true));
      for (NaiveSystem.Transition transition : system.transitions(state)) {
        if (transition instanceof NaiveSystem.Transition.To to) {
          open.add(to.state());
        }
      }
    }
    return Optional.of(new QuotientGraph(states.size(), orbits.size(), orbitsOfTwins.size()));
  }

  /** The least of the texts that exchanging slots makes of a description of an end. */
  static String least(Map<String, String> end, HeapModel model) {
    String least = null;
    for (Map<String, String> renaming : renamings(model)) {
      Map<String, String> renamed = new TreeMap<>();
      end.forEach((name, value) -> renamed.put(rename(name, renaming), value(value, renaming)));
      String text = renamed.toString();
      least = least == null || text.compareTo(least) < 0 ? text : least;
    }
    return String.valueOf(least);
  }

  private static String value(String value, Map<String, String> renaming) {
    return value.matches("-?\\d+")
        ? address(Long.parseLong(value), renaming)
        : rename(value, renaming);
  }

  private static String rename(String text, Map<String, String> renaming) {
    Matcher matcher = SLOT.matcher(text);
    StringBuilder renamed = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(renamed, renaming.getOrDefault(matcher.group(), matcher.group()));
    }
    return matcher.appendTail(renamed).toString();
  }

  /** A number, renamed if it is the address of an item or the low half of one. */
  private static String address(long number, Map<String, String> renaming) {
    long low = HeapGlobals.BASE & 0xFFFF_FFFFL;
    for (long base : List.of(HeapGlobals.BASE, low)) {
      long index = Math.floorDiv(number - base, HeapGlobals.STRIDE);
      String name = "item#" + index;
      if (number >= base && renaming.containsKey(name)) {
        return base + "+" + renaming.get(name) + "+" + (number - base) % HeapGlobals.STRIDE;
      }
    }
    return Long.toString(number);
  }

  /** Every way to exchange slots: from the names of slots to their names. */
  private static List<Map<String, String>> renamings(HeapModel model) {
    List<Map<String, String>> renamings = new ArrayList<>();
    for (List<Integer> items : permutations(model.settings().items())) {
      for (List<Integer> boxes : permutations(model.settings().boxes())) {
        Map<String, String> renaming = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
          renaming.put("item#" + i, "item#" + items.get(i));
        }
        for (int i = 0; i < boxes.size(); i++) {
          renaming.put("box#" + i, "box#" + boxes.get(i));
        }
        renamings.add(renaming);
      }
    }
    return renamings;
  }

  private static List<List<Integer>> permutations(int length) {
    if (length == 0) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (List<Integer> shorter : permutations(length - 1)) {
      for (int at = 0; at < length; at++) {
        List<Integer> longer = new ArrayList<>(shorter);
        longer.add(at, length - 1);
        all.add(longer);
      }
    }
    return all;
  }

  /** Writes states as text, with slots and vCPUs renamed. */
  private static final class Renderer {
    private final NaiveMemory memory;
    private final List<Map<String, String>> renamings;
    private final Map<String, String> identity = new HashMap<>();
    private final boolean hasTwins;

    Renderer(NaiveSystem system, HeapModel model) {
      memory = system.memory();
      renamings = renamings(model);
      memory.slotNames().values().forEach(name -> identity.put(name, name));
      hasTwins =
          model.vcpus().equals(List.of(0, 0))
              && !model.settings().checks().contains(HeapModel.Check.LINEARIZABLE);
    }

    String least(NaiveSystem.State state, boolean exchangesTwins) {
      String least = null;
      for (List<Integer> places :
          exchangesTwins && hasTwins
              ? List.of(List.of(0, 1), List.of(1, 0))
              : List.of(List.of(0, 1))) {
        for (Map<String, String> renaming : renamings) {
          String text = text(state, renaming, places);
          least = least == null || text.compareTo(least) < 0 ? text : least;
        }
      }
      return String.valueOf(least);
    }

    String text(NaiveSystem.State state, Map<String, String> renaming, List<Integer> places) {
      Map<String, String> words = new TreeMap<>();
      memory
          .values(state.store())
          .forEach(
              (name, value) -> words.put(rename(name, renaming), text(value, renaming, places)));
      StringBuilder text = new StringBuilder(words.toString());
      for (int place = 0; place < state.locals().size(); place++) {
        NaiveSystem.Local local = state.locals().get(places.get(place));
        text.append(text(List.of(local.state(), local.history()), renaming, places));
      }
      return text.toString();
    }

    private String text(
        @Nullable Object value, Map<String, String> renaming, List<Integer> places) {
      String slot = value == null ? null : memory.slotNames().get(value);
      if (slot != null) {
        return renaming.getOrDefault(slot, slot);
      }
      if (value instanceof NaiveMemory.Held held) {
        return "held by " + places.indexOf(held.vcpu());
      }
      if (value instanceof Long || value instanceof Integer) {
        return address(((Number) value).longValue(), renaming);
      }
      if (value instanceof Optional<?> optional) {
        return text(optional.orElse(null), renaming, places);
      }
      if (value instanceof Record parts) {
        return parts.getClass().getSimpleName() + text(parts(parts), renaming, places);
      }
      if (value instanceof Map<?, ?> map) {
        Set<String> entries = new TreeSet<>();
        map.forEach(
            (key, entry) ->
                entries.add(text(key, renaming, places) + "=" + text(entry, renaming, places)));
        return entries.toString();
      }
      if (value instanceof Collection<?> all) {
        List<String> texts = new ArrayList<>();
        for (@Nullable Object part : all) {
          texts.add(text(part, renaming, places));
        }
        return (value instanceof Set<?> ? new TreeSet<>(texts) : texts).toString();
      }
      return String.valueOf(value);
    }

    private static List<@Nullable Object> parts(Record value) {
      List<@Nullable Object> parts = new ArrayList<>();
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        try {
          component.getAccessor().setAccessible(true);
          parts.add(component.getAccessor().invoke(value));
        } catch (ReflectiveOperationException e) {
          throw new LinkageError("a record must let its parts be read", e);
        }
      }
      return parts;
    }
  }
}
