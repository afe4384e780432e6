package vcpucheck.checker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one package may depend on, besides itself.
 *
 * @param of the package, by its last name; empty for the root
 * @param on the packages of the checker that it may know
 * @param libraries what else it may know, besides the JDK's base, JSpecify and API Guardian
 * @param because why
 */
record PackageArrows(String of, List<String> on, List<String> libraries, String because) {
  static final String ROOT = "vcpucheck.checker";

  private static String full(String name) {
    return name.isEmpty() ? ROOT : ROOT + "." + name;
  }

  ArchRule rule() {
    Stream<String> allowed =
        Stream.of(
                on.stream().map(PackageArrows::full),
                Stream.of(full(of), "java..", "org.jspecify.annotations", "org.apiguardian.api"),
                libraries.stream())
            .flatMap(names -> names);
    return classes()
        .that()
        .resideInAPackage(full(of))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed.toArray(String[]::new)).or(PRIMITIVE_ARRAYS))
        .because(because);
  }

  @Override
  public String toString() {
    return full(of);
  }

  /** Arrays of primitives are in no package. */
  private static final DescribedPredicate<JavaClass> PRIMITIVE_ARRAYS =
      DescribedPredicate.describe(
          "primitives and their arrays", type -> type.getBaseComponentType().isPrimitive());

  static Stream<PackageArrows> all() {
    return Stream.concat(ofOneMachine(), ClusterArrows.all());
  }

  private static Stream<PackageArrows> ofOneMachine() {
    return Stream.of(
        new PackageArrows(
            "memory",
            List.of(),
            List.of(),
            "code under test knows nothing else, and must run without the checker"),
        new PackageArrows(
            "memory.threads",
            List.of("memory"),
            List.of(),
            "code under test runs on real threads without the checker"),
        new PackageArrows(
            "threads",
            List.of("memory", "memory.threads", "model", "trace"),
            List.of(),
            "threads run a model and a schedule, without the engine"),
        new PackageArrows(
            "ordering",
            List.of("memory"),
            List.of(),
            "how accesses are ordered, whoever makes them"),
        new PackageArrows(
            "model",
            List.of("memory", "ordering"),
            List.of(),
            "a model says what runs on a memory, not how it is explored"),
        new PackageArrows(
            "machine.value",
            List.of("memory", "model"),
            List.of("com.google.common.."),
            "a value knows no variable"),
        new PackageArrows(
            "machine.operation",
            List.of("machine.value", "memory", "model", "ordering"),
            List.of("com.google.common.."),
            "an operation knows no state"),
        new PackageArrows(
            "machine.state",
            List.of("machine.operation", "machine.value", "memory", "model"),
            List.of("com.google.common.."),
            "a state is fields, whatever the memory model"),
        new PackageArrows(
            "machine",
            List.of("machine.operation", "machine.state", "machine.value", "memory", "model"),
            List.of("com.google.common.."),
            "a machine knows no program; of the model it knows the exception for a wrong one"),
        new PackageArrows(
            "machine.weak",
            List.of("machine", "machine.operation", "machine.value", "memory", "model"),
            List.of(),
            "what memory models share knows none of them"),
        machine("tso"),
        machine("view"),
        engine(
            "base",
            List.of(""),
            "containers know nothing of what they contain; limits ask the root"),
        engine("classfile", List.of("machine.value"), "code is read before it runs"),
        engine("graph", List.of("engine.base", ""), "a graph is numbers"),
        engine("frontier", List.of("engine.base", "trace"), "an order of numbers"),
        engine("store", List.of("engine.base", "machine.."), "a store keeps words"),
        engine(
            "disk",
            List.of("engine.store", "engine.frontier", "engine.base", "machine.state", ""),
            "a store keeps words, on disk, too"),
        engine(
            "automaton",
            List.of("engine.base", "engine.classfile", "machine..", "memory", "model", "ordering"),
            "the only room that runs code under test"),
        engine(
            "property",
            List.of("engine.automaton", "machine..", "memory", "model"),
            "what is wrong with states"),
        engine(
            "system",
            List.of("engine.property", "engine.automaton", "machine..", "memory", "model", ""),
            "the product of automata and machine, with its predicates"),
        engine(
            "reduction",
            List.of(
                "engine.system",
                "engine.property",
                "engine.automaton",
                "engine.base",
                "machine..",
                "model",
                "trace"),
            "successors, and what may be left out"),
        engine(
            "checkpoint",
            List.of(
                "engine.system",
                "engine.property",
                "engine.base",
                "file",
                "machine..",
                "model",
                ""),
            "saves what an exploration knows"),
        engine(
            "search",
            List.of(
                "engine.checkpoint",
                "engine.reduction",
                "engine.system",
                "engine.property",
                "engine.automaton",
                "engine.store",
                "engine.graph",
                "engine.frontier",
                "engine.base",
                "machine..",
                "trace",
                ""),
            "the loop over states"),
        engine(
            "replay",
            List.of(
                "engine.search",
                "engine.reduction",
                "engine.system",
                "engine.property",
                "engine.automaton",
                "engine.store",
                "engine.graph",
                "engine.frontier",
                "engine.base",
                "machine..",
                "memory",
                "model",
                "trace",
                ""),
            "from paths of states to operations; what is decided on the way is the root's record"),
        engine(
            "causality",
            List.of(
                "engine.replay",
                "engine.system",
                "engine.property",
                "engine.automaton",
                "machine",
                "machine.operation",
                "machine.state",
                "machine.value",
                "model",
                "story",
                "trace"),
            "why a schedule ends as it does"),
        engine(
            "walk",
            List.of(
                "engine.replay",
                "engine.reduction",
                "engine.store",
                "engine.system",
                "engine.property",
                "engine.automaton",
                "engine.base",
                "machine",
                "machine.operation",
                "machine.state",
                "trace",
                "walk",
                ""),
            "what is to be seen at a position, along the way and ahead of it"),
        new PackageArrows(
            "walk", List.of("trace"), List.of(), "a position is steps, and what memory has in it"),
        engine(
            "projection",
            List.of(
                "engine.search",
                "engine.store",
                "engine.system",
                "engine.automaton",
                "engine.base",
                "machine",
                "machine.operation",
                "machine.state",
                "machine.value",
                "saturation",
                ""),
            "what can be told of the states of a finished search"),
        engine(
            "export",
            List.of(
                "engine.search",
                "engine.store",
                "engine.system",
                "engine.property",
                "engine.automaton",
                "machine",
                "machine.operation",
                "machine.state",
                "memory",
                ""),
            "a finished search in other languages"),
        new PackageArrows(
            "story",
            List.of("catalogue", "trace"),
            List.of(),
            "what an interleaving means, in the words of a catalogue"),
        new PackageArrows(
            "engine",
            List.of(
                "engine.causality",
                "engine.walk",
                "engine.export",
                "engine.projection",
                "saturation",
                "story",
                "walk",
                "engine.replay",
                "engine.search",
                "engine.cluster",
                "cluster",
                "engine.disk",
                "engine.checkpoint",
                "engine.reduction",
                "engine.system",
                "engine.property",
                "engine.automaton",
                "engine.store",
                "engine.graph",
                "engine.frontier",
                "engine.base",
                "machine..",
                "memory",
                "model",
                "ordering",
                "trace",
                ""),
            List.of("com.google.common.."),
            "the engine joins programs with a machine; its answers are the root's records"),
        new PackageArrows(
            "catalogue",
            List.of("model", "memory", ""),
            List.of(),
            "a scenario is a model with a name and with what is expected of it, by memory model"),
        new PackageArrows(
            "trace",
            List.of("catalogue", ""),
            List.of("com.fasterxml.jackson.."),
            "a trace file names the configuration and the options that it was made with"),
        new PackageArrows(
            "compare",
            List.of("necessity", "trace", "catalogue", "model", "memory", "ordering", ""),
            List.of("com.google.common.."),
            "a comparison is of what the facade answers, counterexamples among it"),
        new PackageArrows(
            "repair",
            List.of("compare", "catalogue", "model", ""),
            List.of(),
            "what repairs code is asked of comparisons"),
        new PackageArrows(
            "saturation",
            List.of("catalogue", "model", ""),
            List.of(),
            "what more vCPUs show is asked of the facade"),
        new PackageArrows(
            "necessity",
            List.of("ordering", "trace", "catalogue", "memory", "model", ""),
            List.of(),
            "what is needed is asked of the facade"),
        new PackageArrows(
            "port",
            List.of("compare", "necessity", "ordering", "catalogue", "trace", ""),
            List.of(),
            "what is to be ported is read off a comparison"),
        new PackageArrows(
            "report",
            List.of("compare", "story", "trace", "catalogue", "memory", "model", ""),
            List.of("com.google.common..", "javax.xml.."),
            "a report is a function of results; it searches nothing"),
        new PackageArrows(
            "report.comparison",
            List.of("report", "compare", "catalogue", "trace", "model", ""),
            List.of("com.google.common.."),
            "a comparison for people is a report"),
        new PackageArrows(
            "report.export",
            List.of("report", "story", "trace", "walk", "catalogue"),
            List.of(),
            "what other tools read is written from stories and traces"),
        new PackageArrows(
            "report.ordering",
            List.of("report", "necessity", "ordering", "trace", "model", ""),
            List.of(),
            "a report of its own"),
        new PackageArrows(
            "report.repair",
            List.of("report", "repair", "compare", "catalogue", ""),
            List.of(),
            "what repairs code, for people, is a report"),
        new PackageArrows(
            "report.saturation",
            List.of("report", "saturation", "catalogue", ""),
            List.of(),
            "what more vCPUs show, for people, is a report"),
        new PackageArrows(
            "report.port",
            List.of("report", "port", "compare", "necessity", "ordering", "catalogue", "trace", ""),
            List.of(),
            "what is to be ported, for people, is a report"),
        new PackageArrows(
            "report.html", List.of(), List.of("com.google.common.."), "a page is drawn from data"),
        new PackageArrows(
            "report.json",
            List.of(
                "report",
                "report.export",
                "compare",
                "necessity",
                "ordering",
                "port",
                "repair",
                "saturation",
                "story",
                "trace",
                "walk",
                "catalogue",
                "memory",
                "model",
                ""),
            List.of("com.fasterxml.jackson.."),
            "JSON is the only report that needs a library"),
        new PackageArrows(
            "cli",
            List.of(
                "cli..",
                "cluster",
                "file",
                "compare",
                "necessity",
                "ordering",
                "port",
                "repair",
                "saturation",
                "report..",
                "story",
                "walk",
                "trace",
                "catalogue",
                "memory",
                "model",
                ""),
            List.of("picocli..", "com.google.common.."),
            "the command line is a shell around the public interface"),
        new PackageArrows(
            "cli.session",
            List.of(
                "cli.spi", "cli.terminal", "cluster", "file", "trace", "catalogue", "model", ""),
            List.of("picocli..", "com.google.common.."),
            "what commands share knows no command"),
        new PackageArrows(
            "cli.replay",
            List.of(
                "cli.spi", "report", "story", "threads", "trace", "walk", "catalogue", "model", ""),
            List.of("com.google.common.."),
            "threads, and going on in other code, are ways to replay of their own"),
        new PackageArrows(
            "cli.pages",
            List.of(
                "cli.spi",
                "cli.options",
                "file",
                "report..",
                "story",
                "trace",
                "walk",
                "catalogue",
                ""),
            List.of(),
            "what is written to be looked at is asked of the facade, whatever command found it"),
        new PackageArrows(
            "cli.spi",
            List.of("catalogue", "file", "model"),
            List.of(),
            "a command of another module needs no more than this to fit in"),
        new PackageArrows(
            "cli.evidence",
            List.of("cli.spi", "report", "report.json", "catalogue", ""),
            List.of("picocli..", "com.google.common..", "com.fasterxml.jackson.."),
            "evidence is texts and digests, whatever they are of"),
        new PackageArrows(
            "cli.options",
            List.of(
                "cli.spi",
                "cli.terminal",
                "cluster",
                "compare",
                "report",
                "catalogue",
                "memory",
                ""),
            List.of("picocli.."),
            "options are values for the public interface, not what is done with them"),
        new PackageArrows(
            "cli.explorer",
            List.of(
                "cli.spi",
                "cli.options",
                "cli.pages",
                "report.export",
                "report.html",
                "report.json",
                "trace",
                "walk",
                "catalogue",
                "model",
                ""),
            List.of("com.sun.net.httpserver"),
            "the only package that serves anything; whoever has the library needs no server"),
        new PackageArrows(
            "cli.terminal",
            List.of("cli.spi", "report", ""),
            List.of(),
            "a terminal knows no command"),
        new PackageArrows(
            "cli.manual",
            List.of("cli.spi", ""),
            List.of("picocli.."),
            "help says what the commands say of themselves"),
        new PackageArrows("file", List.of(), List.of(), "anything may be in a file"),
        new PackageArrows(
            "",
            List.of(
                "cluster",
                "engine",
                "memory",
                "model",
                "ordering",
                "report",
                "saturation",
                "story",
                "trace",
                "walk"),
            List.of("com.google.common.."),
            "the root is the facade and the records of its questions and answers"));
  }

  /** The arrows of the machines of one memory model, or of a few. */
  private static PackageArrows machine(String room) {
    return new PackageArrows(
        "machine." + room,
        List.of(
            "machine",
            "machine.operation",
            "machine.state",
            "machine.value",
            "machine.weak",
            "memory",
            "model"),
        List.of(),
        "memory models know nothing of each other");
  }

  /** The arrows of one of the engine's rooms. */
  static PackageArrows engine(String room, List<String> on, String because) {
    return new PackageArrows("engine." + room, on, List.of("com.google.common.."), because);
  }
}
