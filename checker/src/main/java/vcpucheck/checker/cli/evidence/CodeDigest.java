package vcpucheck.checker.cli.evidence;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import vcpucheck.checker.cli.spi.InputException;

/** Tells code from other code: the digests of its classes, and its commit if there is one. */
final class CodeDigest {
  private static final int PATIENCE_SECONDS = 10;

  private CodeDigest() {}

  /**
   * The SHA-256 digests of class files, by name.
   *
   * @param of each stands for its package and those below, where it was loaded from
   * @throws InputException if that cannot be read
   */
  static SortedMap<String, String> classes(List<Class<?>> of) {
    SortedMap<String, String> digests = new TreeMap<>();
    for (Class<?> one : of) {
      Path place = place(one);
      try {
        if (Files.isDirectory(place)) {
          add(place, one, digests);
        } else {
          try (FileSystem jar = FileSystems.newFileSystem(place)) {
            add(jar.getPath("/"), one, digests);
          }
        }
      } catch (IOException e) {
        throw new InputException("evidence needs classes that can be read: place=" + place, e);
      }
    }
    return digests;
  }

  private static Path place(Class<?> one) {
    CodeSource source = one.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new InputException(
          "evidence needs classes from a folder or an archive: class=" + one.getName());
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new InputException("evidence needs classes from a place that has a path", e);
    }
  }

  private static void add(Path root, Class<?> one, SortedMap<String, String> digests)
      throws IOException {
    Path folder = root.resolve(one.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(CodeDigest::isClass)::iterator) {
        String name = root.relativize(file).toString().replace('\\', '/');
        digests.put(name, Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString());
      }
    }
  }

  private static boolean isClass(Path file) {
    return file.toString().endsWith(".class");
  }

  static String sha256(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }

  /**
   * The commit that a class was built at, as Git tells it of the folder that the class is in, with
   * {@code -dirty} if files have changed since; empty if it is in none of Git's, or there is no
   * Git.
   */
  static Optional<String> commit(Class<?> of) {
    Path place = place(of);
    Path folder = Files.isDirectory(place) ? place : place.getParent();
    ProcessBuilder git =
        new ProcessBuilder(
                "git",
                "-C",
                String.valueOf(folder),
                "describe",
                "--always",
                "--abbrev=40",
                "--exclude=*",
                "--dirty")
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = git.start();
      try (InputStream out = process.getInputStream()) {
        String answer = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        boolean isDone = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return isDone && process.exitValue() == 0 && !answer.isEmpty()
            ? Optional.of(answer)
            : Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
