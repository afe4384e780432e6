package vcpucheck.checker.cli.explorer;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import vcpucheck.checker.cli.spi.InputException;

/** The scenes that are open: those used last. */
final class Worlds {
  private static final int MOST = 4;
  private static final float LOAD = 0.75f;

  private final Scene.Finder finder;

  /** In the order of their use. */
  private final Map<Form, World> open = new LinkedHashMap<>(2 * MOST, LOAD, true);

  Worlds(Scene.Finder finder) {
    this.finder = finder;
  }

  /**
   * The world of a form.
   *
   * @throws Problem if there is no such form
   */
  synchronized World get(Form form) {
    World known = open.get(form);
    if (known != null) {
      return known;
    }
    Scene scene = find(form);
    World opened = open.computeIfAbsent(scene.form(), spelled -> World.open(scene));
    if (open.size() > MOST) {
      Iterator<World> eldest = open.values().iterator();
      eldest.next().close();
      eldest.remove();
    }
    return opened;
  }

  private Scene find(Form form) {
    try {
      return finder.find(form);
    } catch (InputException e) {
      throw new Problem(Problem.Kind.UNKNOWN_FORM, String.valueOf(e.getMessage()));
    }
  }

  synchronized void close() {
    open.values().forEach(World::close);
    open.clear();
  }
}
