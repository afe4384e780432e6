package vcpucheck.checker.cli.session;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import vcpucheck.checker.catalogue.Catalogue;

/** The names that completion offers for an option or argument. */
public abstract sealed class NameCandidates implements Iterable<String> {
  private final List<String> names;

  private NameCandidates(Stream<String> names) {
    this.names = names.distinct().toList();
  }

  @Override
  public Iterator<String> iterator() {
    return names.iterator();
  }

  private static Stream<String> named(
      Catalogues catalogues, Function<Catalogue, List<Catalogue.Named>> part) {
    return catalogues.all().stream()
        .flatMap(catalogue -> part.apply(catalogue).stream())
        .map(Catalogue.Named::name);
  }

  /** Names of scenarios. */
  public static final class Scenarios extends NameCandidates {
    private Scenarios(Catalogues catalogues) {
      super(catalogues.scenarios().stream().map(found -> found.scenario().name()));
    }
  }

  /** Names of revisions. */
  public static final class Revisions extends NameCandidates {
    private Revisions(Catalogues catalogues) {
      super(named(catalogues, Catalogue::revisions));
    }
  }

  /** Names of variants. */
  public static final class Variants extends NameCandidates {
    private Variants(Catalogues catalogues) {
      super(named(catalogues, Catalogue::variants));
    }
  }

  /** Names of mutants. */
  public static final class Mutants extends NameCandidates {
    private Mutants(Catalogues catalogues) {
      super(named(catalogues, Catalogue::mutants));
    }
  }

  /** Makes candidates, which picocli knows by their class only. */
  public record Factory(Catalogues catalogues) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      for (NameCandidates candidates :
          List.of(
              new Scenarios(catalogues),
              new Revisions(catalogues),
              new Variants(catalogues),
              new Mutants(catalogues))) {
        if (type.isInstance(candidates)) {
          return type.cast(candidates);
        }
      }
      return CommandLine.defaultFactory().create(type);
    }
  }
}
