package vcpucheck.checker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.Checker;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.cli.explorer.ExplorerServer;
import vcpucheck.checker.cli.explorer.Form;
import vcpucheck.checker.cli.explorer.Scene;
import vcpucheck.checker.cli.explorer.ServerLimits;
import vcpucheck.checker.cli.options.WorldOptions;
import vcpucheck.checker.cli.session.Catalogues;
import vcpucheck.checker.cli.session.ConfigurationOptions;
import vcpucheck.checker.cli.session.NameCandidates;
import vcpucheck.checker.cli.session.Session;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OptionParsers;
import vcpucheck.checker.trace.TraceFile;

/** Serves a page that walks through a scenario. */
@Command(
    name = "explore",
    description = {
      "Walk through a scenario by hand, in a browser on this computer.",
      "Status 0: nothing has asked for a while, or the command was interrupted."
    },
    abbreviateSynopsis = true,
    optionListHeading = "Server",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} explore S01 --revision NAME",
      "  ${ROOT-COMMAND-NAME} explore --trace s01.trace",
      "  ${ROOT-COMMAND-NAME} explore --at POSITION"
    })
final class ExploreCommand implements Callable<Integer> {
  private static final int MOST_PORT = 65_535;
  private static final int MOST_STATES = 100_000_000;
  private static final long POLL_MILLIS = 200;

  private final Session session;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..1",
      completionCandidates = NameCandidates.Scenarios.class,
      description = "name or id of a scenario")
  private @Nullable String scenario;

  @Mixin private final ConfigurationOptions code = new ConfigurationOptions();

  @Mixin private final WorldOptions world = new WorldOptions();

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "begin at the end of a trace that check --trace has written")
  private @Nullable String trace;

  @Option(
      names = "--at",
      paramLabel = "POSITION",
      description = "begin at a position that the page has shown")
  private @Nullable String at;

  @Option(names = "--port", paramLabel = "N", description = "the port (default: any that is free)")
  private @Nullable String port;

  @Option(
      names = "--idle",
      paramLabel = "TIME",
      description = "end when nothing has asked for so long (default: 30m)")
  private @Nullable String idle;

  @Option(
      names = "--limit-states",
      paramLabel = "N",
      description = "states that a search for the nearest violation visits (default: 1,000,000)")
  private @Nullable String states;

  @Option(
      names = "--sources",
      paramLabel = "DIR",
      description =
          "where the packages of Java sources begin; may be given several times (default: beside"
              + " the classes)")
  private final List<String> sources = new ArrayList<>();

  ExploreCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ExplorerServer.Setup setup = setup();
    int number = port == null ? 0 : OptionParsers.positive("--port", port, MOST_PORT);
    try (ExplorerServer server = ExplorerServer.start(setup, number)) {
      session
          .console()
          .print(
              "Explore "
                  + setup.opening().title()
                  + " at\n  "
                  + server.address()
                  + "\n"
                  + "This computer alone can open the address. It ends with Ctrl-C, or when nothing"
                  + " has asked for "
                  + text(setup.limits().idle())
                  + ".\n");
      await(server);
    } catch (IOException e) {
      throw new InputException("the port must be free: --port=" + number, e);
    }
    return ExitStatus.VERIFIED;
  }

  private void await(ExplorerServer server) {
    try {
      while (!server.isIdle() && !session.interruption().isRequested()) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ExplorerServer.Setup setup() {
    Start start = start();
    return new ExplorerServer.Setup(
        this::scene,
        start.scene(),
        start.token(),
        sources.stream().map(ExploreCommand::directory).toList(),
        limits(),
        this::report,
        System::nanoTime);
  }

  /** Where the page begins. */
  private record Start(Scene scene, String token) {}

  private Start start() {
    int given = (scenario == null ? 0 : 1) + (trace == null ? 0 : 1) + (at == null ? 0 : 1);
    if (given != 1) {
      throw new InputException(
          "explore must be given one of SCENARIO, --trace and --at: it is given " + given);
    }
    if (scenario == null && !(code.given().isEmpty() && world.isDefault())) {
      throw new InputException(
          "a trace and a position say which form they are of; leave out --revision, --variant,"
              + " --mutant, --memory and --vcpus");
    }
    if (at != null) {
      return new Start(scene(ExplorerServer.formOf(at)), at);
    }
    return trace == null ? ofScenario(String.valueOf(scenario)) : ofTrace(trace);
  }

  private Start ofScenario(String name) {
    Catalogues.Found found = session.catalogues().find(name);
    Configuration configuration = world.apply(code.apply(found.scenario().defaults()));
    Scene scene =
        scene(new Form(found.scenario().id(), configuration, world.memory(), Options.Build.DEBUG));
    return new Start(scene, ExplorerServer.startOf(scene));
  }

  private Start ofTrace(String file) {
    TraceFile recorded = TraceInput.read(file);
    Scene scene =
        scene(
            new Form(
                session.catalogues().find(recorded.scenario()).scenario().id(),
                recorded.configuration(),
                OptionParsers.constant("memory", recorded.memory(), MemoryModel.class),
                recorded.build()));
    return new Start(
        scene, ExplorerServer.endOf(scene, recorded, session.console().err()::println));
  }

  private Scene scene(Form form) {
    Catalogues.Found found = session.catalogues().find(form.id());
    Configuration configuration = found.canonical(form.configuration());
    return new Scene(
        new Form(found.scenario().id(), configuration, form.memory(), form.build()),
        found.scenario().name(),
        found.scenario().lesson(),
        found.scenario().properties(configuration),
        found.glossary(),
        Checker.of(found.model(configuration))
            .with(Options.defaults().with(form.memory()).with(form.build())));
  }

  private ServerLimits limits() {
    ServerLimits limits = ServerLimits.USUAL;
    if (states != null) {
      limits =
          limits.withSearchedStates(OptionParsers.positive("--limit-states", states, MOST_STATES));
    }
    Duration patience = idle == null ? limits.idle() : OptionParsers.duration("--idle", idle);
    return limits.withIdle(patience);
  }

  private static String text(Duration idle) {
    return idle.toSecondsPart() == 0 ? idle.toMinutes() + " min" : idle.toSeconds() + " s";
  }

  private static Path directory(String name) {
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new InputException("--sources must be a directory: --sources=" + name, e);
    }
    throw new InputException("--sources must be a directory: --sources=" + name);
  }

  private void report(Throwable bug) {
    session
        .console()
        .err()
        .println(
            "vcpucheck: this is a bug of vcpucheck, please report it with what follows: " + bug);
    bug.printStackTrace(session.console().err());
  }
}
