package vcpucheck.checker.cli.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.cli.pages.SourceFiles;
import vcpucheck.checker.report.html.HtmlPage;
import vcpucheck.checker.report.json.Json;
import vcpucheck.checker.report.json.PositionJson;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.walk.Position;
import vcpucheck.checker.walk.RunGoal;

/** What paths mean. The server serves its page and answers in JSON, and nothing else. */
final class Routes {
  private static final String GET = "GET";
  private static final List<String> API = List.of("api", "v1");

  private final Worlds worlds;
  private final Opening opening;
  private final ServerLimits limits;
  private final SourceFiles sources;
  private final Consumer<Throwable> bugs;
  private final LongSupplier nanoTime;
  private final AtomicInteger searches = new AtomicInteger();
  private @Nullable Search search;

  /** The question about a progress graph that came last: it takes the place of those before. */
  private final AtomicInteger lastGraph = new AtomicInteger();

  /**
   * What the page shows at first: with its position, so that no panel waits for an answer.
   *
   * @param scene what is explored
   * @param token the position
   */
  record Opening(Scene scene, String token) {}

  private record PageData(
      String token,
      String id,
      String name,
      String title,
      String details,
      String lesson,
      String form,
      List<String> properties,
      boolean hasGraph,
      int searchedStates,
      Json.Text first) {}

  private record Ran(String token) {}

  private record SourceText(String path, List<String> lines) {}

  Routes(
      Worlds worlds,
      Opening opening,
      ServerLimits limits,
      SourceFiles sources,
      Consumer<Throwable> bugs,
      LongSupplier nanoTime) {
    this.worlds = worlds;
    this.opening = opening;
    this.limits = limits;
    this.sources = sources;
    this.bugs = bugs;
    this.nanoTime = nanoTime;
  }

  /**
   * Answers a request.
   *
   * @param path its segments, the secret left out
   * @throws Problem if there is no answer
   */
  Answer answer(String method, List<String> path, Map<String, String> query) {
    if (path.equals(List.of(""))) {
      require(GET, method);
      return Answer.html(page());
    }
    if (path.size() < 4 || !path.subList(0, 2).equals(API)) {
      throw unknown();
    }
    List<String> rest = new ArrayList<>(path.subList(3, path.size()));
    return switch (path.get(2)) {
      case "states" -> states(method, rest, query);
      case "searches" -> searches(method, rest);
      case "sources" -> source(method, rest);
      default -> throw unknown();
    };
  }

  private String page() {
    Scene scene = opening.scene();
    PositionToken token = PositionToken.parse(opening.token());
    World world = worlds.get(token.form());
    PageData data =
        new PageData(
            opening.token(),
            scene.form().id(),
            scene.name(),
            scene.title(),
            scene.details(),
            scene.lesson(),
            PositionToken.start(scene.form()),
            scene.properties(),
            scene.form().memory() == MemoryModel.SC,
            limits.searchedStates(),
            new Json.Text(position(world, world.position(token), 0)));
    return HtmlPage.explorer("Explore " + scene.title(), Json.line(data));
  }

  // ---- positions ----

  private Answer states(String method, List<String> path, Map<String, String> query) {
    require(GET, method);
    PositionToken token = PositionToken.parse(path.get(0));
    World world = worlds.get(token.form());
    if (path.size() == 1) {
      int from = number(query.getOrDefault("from", "0"), PositionToken.MOST_STEPS);
      return Answer.json(position(world, world.position(token), from));
    }
    return switch (path.get(1)) {
      case "run" -> run(world, token, path);
      case "progress" -> progress(world, token, path);
      case "export" -> export(world, token, path);
      default -> throw unknown();
    };
  }

  private String position(World world, Position position, int from) {
    return new PositionJson(world.scene().glossary(), sources::number, PositionToken::checks)
        .of(position, world.token(position), from);
  }

  private Answer run(World world, PositionToken token, List<String> path) {
    if (path.size() != 4) {
      throw unknown();
    }
    int vcpu = vcpu(world.position(token), path.get(2));
    RunGoal goal = goal(path.get(3));
    Schedule schedule = world.walk().run(token.schedule(), vcpu, goal);
    if (schedule.choices().size() > PositionToken.MOST_STEPS) {
      throw new Problem(
          Problem.Kind.TOKEN_TOO_LONG,
          "a position must be at most " + PositionToken.MOST_STEPS + " steps from the start");
    }
    return Answer.json(Json.line(new Ran(world.token(schedule))));
  }

  private Answer export(World world, PositionToken token, List<String> path) {
    if (path.size() != 3) {
      throw unknown();
    }
    requireNoSearch();
    return new Exports(world, sources).answer(world.position(token), token.schedule(), path.get(2));
  }

  private static RunGoal goal(String word) {
    for (RunGoal goal : RunGoal.values()) {
      if (goal.name().toLowerCase(Locale.ROOT).equals(word)) {
        return goal;
      }
    }
    throw new Problem(Problem.Kind.BAD_REQUEST, "a vCPU must run to its return, write or end");
  }

  private Answer progress(World world, PositionToken token, List<String> path) {
    if (path.size() != 4) {
      throw unknown();
    }
    if (token.form().memory() != MemoryModel.SC) {
      throw new Problem(
          Problem.Kind.BAD_REQUEST,
          "a progress graph needs memory that is sequentially consistent: memory="
              + token.form().memory().word());
    }
    Position position = world.position(token);
    int x = vcpu(position, path.get(2));
    int y = vcpu(position, path.get(3));
    if (x == y) {
      throw new Problem(
          Problem.Kind.BAD_REQUEST, "a progress graph must be of two vCPUs: vcpu=" + x);
    }
    requireNoSearch();
    int own = lastGraph.incrementAndGet();
    ProgressListener untilTheNext =
        new ProgressListener() {
          @Override
          public boolean wantsToStop() {
            return lastGraph.get() != own;
          }

          @Override
          public void progress(Progress progress) {}
        };
    return Answer.json(Json.line(world.ahead().progress(token.schedule(), x, y, untilTheNext)));
  }

  private static int vcpu(Position position, String text) {
    int most = position.vcpus().size() - 1;
    return number(text, most);
  }

  private static int number(String text, int most) {
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > most) {
      throw new Problem(Problem.Kind.BAD_REQUEST, "a number must be a whole one from 0 to " + most);
    }
    return Integer.parseInt(text);
  }

  // ---- searches ----

  private Answer searches(String method, List<String> path) {
    if (path.size() != 1) {
      throw unknown();
    }
    if (method.equals("POST")) {
      return begin(PositionToken.parse(path.get(0)));
    }
    Search known = search(number(path.get(0), Integer.MAX_VALUE));
    if (method.equals("DELETE")) {
      known.cancel();
    } else {
      require(GET, method);
    }
    return Answer.json(Json.line(known.state()));
  }

  private synchronized Search search(int id) {
    return Optional.ofNullable(search)
        .filter(known -> known.id() == id)
        .orElseThrow(
            () -> new Problem(Problem.Kind.NOT_FOUND, "a search must be the last: id=" + id));
  }

  private synchronized Answer begin(PositionToken token) {
    requireNoSearch();
    World world = worlds.get(token.form());
    world.position(token);
    Search begun =
        new Search(
            searches.incrementAndGet(),
            world,
            token.schedule(),
            limits.abandoned(),
            bugs,
            nanoTime);
    search = begun;
    Thread thread = new Thread(() -> begun.run(limits.searchedStates()), "vcpucheck-nearest");
    thread.setDaemon(true);
    thread.start();
    return Answer.accepted(begun.state());
  }

  private synchronized void requireNoSearch() {
    if (search != null && search.isRunning()) {
      throw new Problem(
          Problem.Kind.TOO_MANY_REQUESTS,
          "a search must end, or be cancelled, before the next question: id=" + search.id());
    }
  }

  /** Ends what goes on. */
  synchronized void close() {
    Optional.ofNullable(search).ifPresent(Search::cancel);
    worlds.close();
  }

  // ---- sources ----

  private Answer source(String method, List<String> path) {
    require(GET, method);
    if (path.size() != 1) {
      throw unknown();
    }
    SourceFiles.Source file =
        sources
            .file(number(path.get(0), Integer.MAX_VALUE))
            .orElseThrow(
                () -> new Problem(Problem.Kind.NOT_FOUND, "no step has a source of this number"));
    return Answer.json(Json.line(new SourceText(file.path(), file.lines())));
  }

  private static void require(String wanted, String method) {
    if (!method.equals(wanted)) {
      throw new Problem(Problem.Kind.METHOD_NOT_ALLOWED, "this address takes " + wanted + " only");
    }
  }

  private static Problem unknown() {
    return new Problem(Problem.Kind.NOT_FOUND, "there is nothing at this address");
  }
}
