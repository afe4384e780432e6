package vcpucheck.checker.cli.session;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import vcpucheck.checker.cli.spi.InputException;

/**
 * Where catalogues and commands are looked for, besides the class path of the tool itself.
 *
 * @param entries jars and directories of classes
 */
public record CataloguePath(List<Path> entries) {
  /** The environment variable that names them, separated as in a class path. */
  public static final String VARIABLE = "VCPUCHECK_CLASSPATH";

  /**
   * The path that the variable says.
   *
   * @throws InputException if an entry is neither a jar nor a directory
   */
  public static CataloguePath ofEnvironment() {
    return of(System.getenv().getOrDefault(VARIABLE, ""));
  }

  /**
   * The path in a value of the variable.
   *
   * @throws InputException if an entry is neither a jar nor a directory
   */
  public static CataloguePath of(String value) {
    return new CataloguePath(
        Stream.of(value.split(File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .map(CataloguePath::entry)
            .toList());
  }

  private static Path entry(String name) {
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path) || Files.isReadable(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw missing(name);
    }
    throw missing(name);
  }

  private static InputException missing(String name) {
    return new InputException(
        VARIABLE
            + " must name jars and directories of classes, separated by \""
            + File.pathSeparator
            + "\": entry="
            + name
            + " cannot be read");
  }

  /**
   * Every provider of a service.
   *
   * @throws InputException if one cannot be loaded
   */
  public <S> List<S> load(Class<S> service) {
    try {
      return ServiceLoader.load(service, loader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new InputException(
          "a "
              + service.getSimpleName()
              + " that META-INF/services names must be a class that can be loaded: "
              + VARIABLE
              + "="
              + String.join(File.pathSeparator, entries.stream().map(Path::toString).toList())
              + ", error="
              + e.getMessage(),
          e);
    }
  }

  /* Never closed: what it has loaded is in use until the process ends. */
  private ClassLoader loader() {
    ClassLoader own = CataloguePath.class.getClassLoader();
    return entries.isEmpty()
        ? own
        : new URLClassLoader(entries.stream().map(CataloguePath::url).toArray(URL[]::new), own);
  }

  private static URL url(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError("checker bug: a file has a URL", e);
    }
  }
}
