package vcpucheck.mediator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Revision;

/** Keeps PORTMAP.md equal to the code; {@code -Dgolden.update=true} writes it. */
class PortMapTest {
  private static final Path PAGE = Path.of("PORTMAP.md");

  /** What {@code xen/arch/arm/tee/optee.c} has. */
  private static final List<String> OPTEE_C =
      List.of(
          "struct optee_domain",
          "struct optee_std_call",
          "struct shm_rpc",
          "struct optee_shm_buf",
          "optee_probe",
          "optee_domain_init",
          "optee_domain_teardown",
          "optee_relinquish_resources",
          "optee_handle_call",
          "allocate_std_call",
          "free_std_call",
          "get_std_call",
          "put_std_call",
          "map_xen_arg",
          "unmap_xen_arg",
          "allocate_and_pin_shm_rpc",
          "find_shm_rpc",
          "free_shm_rpc",
          "allocate_optee_shm_buf",
          "free_optee_shm_buf",
          "free_optee_shm_buf_pg_list",
          "free_pg_list",
          "translate_noncontig",
          "translate_params",
          "copy_std_request",
          "copy_std_request_back",
          "free_shm_buffers",
          "do_call_with_arg",
          "handle_std_call",
          "handle_rpc_return",
          "issue_rpc_cmd_free",
          "handle_xen_rpc_return",
          "handle_rpc_cmd_alloc",
          "handle_rpc_cmd",
          "handle_rpc_func_alloc",
          "handle_rpc",
          "handle_exchange_capabilities");

  /** Primitives that are no methods of the mediator: the memory under it has them. */
  private static final Map<String, String> MEMORY =
      new TreeMap<>(
          Map.of(
              "spin_lock", "SpinLock.lock",
              "spin_unlock", "SpinLock.unlock",
              "spin_is_locked", "SpinLock.isLocked",
              "atomic_read", "IntCell.get(OPAQUE)",
              "atomic_set", "IntCell.set",
              "ASSERT", "Memory.debugAssert",
              "xzalloc, xzalloc_flex_struct", "Slab.alloc",
              "xfree", "Slab.free"));

  /** The revisions of Xen's; what is ours is in no file of theirs. */
  private static final List<Revision> REAL =
      Stream.of(Revision.values()).filter(one -> one != Revision.REPAIRED).toList();

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("vcpucheck.mediator");

  /** One place that models a C function, and the fixes that it asks for. */
  private record Counterpart(String java, Set<Fix> fixes) implements Comparable<Counterpart> {
    @Override
    public int compareTo(Counterpart other) {
      return java.compareTo(other.java);
    }
  }

  private static Map<String, Set<Counterpart>> counterparts() {
    Map<String, Set<Counterpart>> all = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      if (type.isAnnotatedWith(CFunction.class)) {
        String name = type.getAnnotationOfType(CFunction.class).value();
        all.computeIfAbsent(name, any -> new TreeSet<>())
            .add(new Counterpart(type.getSimpleName(), Set.of()));
      }
      for (JavaMethod method : type.getMethods()) {
        if (method.isAnnotatedWith(CFunction.class)) {
          Set<Fix> fixes = new TreeSet<>();
          collect(method, fixes, new TreeSet<>());
          String java = type.getSimpleName() + "." + method.getName();
          all.computeIfAbsent(
                  method.getAnnotationOfType(CFunction.class).value(), any -> new TreeSet<>())
              .add(new Counterpart(java, fixes));
        }
      }
    }
    return all;
  }

  /** The fixes that a method asks for, itself or in what it calls that is no C function. */
  private static void collect(JavaMethod method, Set<Fix> fixes, Set<String> seen) {
    if (!seen.add(method.getFullName())) {
      return;
    }
    method.getFieldAccesses().stream()
        .filter(access -> access.getTargetOwner().isEquivalentTo(Fix.class))
        .forEach(access -> fixes.add(Fix.valueOf(access.getTarget().getName())));
    method.getMethodCallsFromSelf().stream()
        .flatMap(call -> call.getTarget().resolveMember().stream())
        .filter(JavaMethod.class::isInstance)
        .map(JavaMethod.class::cast)
        .filter(called -> called.getOwner().getPackageName().startsWith("vcpucheck.mediator"))
        .flatMap(PortMapTest::implementations)
        .filter(called -> !called.isAnnotatedWith(CFunction.class))
        .forEach(called -> collect(called, fixes, seen));
  }

  /** A method, and those that implement it: of a table, that with locks and that without. */
  private static Stream<JavaMethod> implementations(JavaMethod called) {
    return Stream.concat(
        Stream.of(called),
        called.getOwner().getAllSubclasses().stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.getName().equals(called.getName()))
            .filter(method -> method.getRawParameterTypes().equals(called.getRawParameterTypes())));
  }

  @Test
  void every_change_is_decided_in_some_function() {
    Set<Fix> missing = new TreeSet<>(List.of(Fix.values()));
    counterparts().values().stream()
        .flatMap(Set::stream)
        .forEach(place -> missing.removeAll(place.fixes()));
    assertEquals(Set.of(), missing);
  }

  @Test
  void every_function_of_the_mediator_has_a_counterpart() {
    Set<String> missing = new TreeSet<>(OPTEE_C);
    missing.removeAll(counterparts().keySet());
    assertEquals(Set.of(), missing);
  }

  /** The lines are of the code that is modelled: each function is there, and lines go up. */
  @Test
  void each_function_of_the_newest_revision_has_its_lines() throws IOException {
    Set<String> missing = new TreeSet<>(OPTEE_C);
    missing.removeIf(name -> name.startsWith("struct "));
    missing.removeAll(functions(Revision.XEN_4_22).keySet());
    assertEquals(Set.of(), missing);
    for (Revision revision : REAL) {
      int line = 0;
      for (List<String> function : functions(revision).values()) {
        assertTrue(Integer.parseInt(function.get(1)) > line, revision + " " + function);
        line = Integer.parseInt(function.get(1));
        for (String call : function.subList(3, function.size())) {
          assertTrue(Integer.parseInt(call.split(" ", -1)[1]) >= line, revision + " " + call);
          line = Integer.parseInt(call.split(" ", -1)[1]);
        }
        assertTrue(Integer.parseInt(function.get(2)) > line, revision + " " + function);
        line = Integer.parseInt(function.get(2));
      }
    }
  }

  /** The fix of the seed race calls in one function what the code before it calls in another. */
  @Test
  void a_fix_moves_a_call() throws IOException {
    assertEquals(List.of("handle_rpc_cmd"), callers(Revision.XEN_4_13));
    assertEquals(List.of("handle_rpc_return"), callers(Revision.COMMIT_5B13EB1D97));
  }

  private static List<String> callers(Revision revision) throws IOException {
    return functions(revision).values().stream()
        .filter(function -> function.get(0).startsWith("handle_rpc_"))
        .filter(
            function -> function.stream().anyMatch(call -> call.startsWith("free_optee_shm_buf ")))
        .map(function -> function.get(0))
        .toList();
  }

  /** The functions of a revision of Xen's: each its name, first line, last line, and calls. */
  private static Map<String, List<String>> functions(Revision revision) throws IOException {
    Map<String, List<String>> functions = new LinkedHashMap<>();
    Path file = Path.of("src/main/resources/xen-lines", revision.label() + ".lines");
    for (String line : Files.readAllLines(file)) {
      List<String> fields = List.of(line.split("\t", -1));
      functions.put(fields.get(0), fields);
    }
    return functions;
  }

  @Test
  void the_page_is_what_the_code_says() throws IOException {
    String page = page();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page);
    }
    assertTrue(Files.exists(PAGE), "`make pages` writes the page");
    assertEquals(Files.readString(PAGE), page, "`make pages` writes the page anew");
  }

  private static String page() throws IOException {
    Map<String, Set<Counterpart>> all = counterparts();
    List<String> lines = new ArrayList<>();
    lines.add("# Port map");
    lines.add("");
    lines.add("Which Java models which C. The page is generated from the code: a test compares");
    lines.add("them, and `make pages` writes it anew.");
    lines.add("");
    lines.add("## The mediator: xen/arch/arm/tee/optee.c");
    lines.add("");
    lines.add(
        "\"Differs by\": the changes on which the behaviour depends there, or in methods that it");
    lines.add("calls and that model no C function themselves. See the table of changes.");
    lines.add("");
    lines.add("| C | Java | differs by |");
    lines.add("|---|---|---|");
    OPTEE_C.forEach(name -> lines.add(row(name, all.getOrDefault(name, Set.of()))));
    lines.add("");
    lines.add("## What it uses of Xen");
    lines.add("");
    lines.add("| C | Java | differs by |");
    lines.add("|---|---|---|");
    all.forEach(
        (name, places) -> {
          if (!OPTEE_C.contains(name)) {
            lines.add(row(name, places));
          }
        });
    MEMORY.forEach((name, java) -> lines.add("| `" + name + "` | `" + java + "` | |"));
    lines.add("");
    lines.addAll(places());
    lines.add("## Changes, by the revision that brought them");
    lines.add("");
    lines.add("| revision | change | commit | date | what changes |");
    lines.add("|---|---|---|---|---|");
    Stream.of(Fix.values())
        .sorted(Comparator.comparing(PortMapTest::age))
        .map(PortMapTest::change)
        .forEach(lines::add);
    return String.join("\n", lines) + "\n";
  }

  private static List<String> places() throws IOException {
    Map<Revision, Map<String, List<String>>> functions = new TreeMap<>();
    for (Revision revision : REAL) {
      functions.put(revision, functions(revision));
    }
    List<String> lines = new ArrayList<>();
    lines.add("## Lines of xen/arch/arm/tee/optee.c");
    lines.add("");
    lines.add(
        "First and last line of each function; of releases, those of the first one. `port` has");
    lines.add("also the calls that each makes, in order.");
    lines.add("");
    lines.add(
        REAL.stream().map(Revision::label).collect(Collectors.joining(" | ", "| C | ", " |")));
    lines.add("|---|" + "---|".repeat(REAL.size()));
    for (String name : OPTEE_C) {
      if (!name.startsWith("struct ")) {
        lines.add(
            functions.values().stream()
                .map(all -> span(all.getOrDefault(name, List.of())))
                .collect(Collectors.joining(" | ", "| `" + name + "` | ", " |")));
      }
    }
    lines.add("");
    return lines;
  }

  private static String span(List<String> function) {
    return function.isEmpty() ? "" : function.get(1) + "-" + function.get(2);
  }

  private static String row(String name, Set<Counterpart> places) {
    String java =
        places.stream().map(place -> "`" + place.java() + "`").collect(Collectors.joining(", "));
    String fixes =
        places.stream()
            .flatMap(place -> place.fixes().stream())
            .distinct()
            .sorted()
            .map(Fix::name)
            .collect(Collectors.joining(", "));
    return "| `" + name + "` | " + java + " | " + fixes + (fixes.isEmpty() ? "|" : " |");
  }

  private static int age(Fix fix) {
    return fix.since().map(Revision::ordinal).orElse(Revision.values().length);
  }

  private static String change(Fix fix) {
    return "| "
        + fix.since().map(Revision::label).orElse("none")
        + " | "
        + fix.name()
        + " | "
        + (fix.commit().isEmpty() ? "ours" : fix.commit())
        + " | "
        + fix.date()
        + " | "
        + fix.subject()
        + " |";
  }
}
