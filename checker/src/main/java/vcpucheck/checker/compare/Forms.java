package vcpucheck.checker.compare;

import java.util.List;
import java.util.stream.Stream;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.CodeSet;
import vcpucheck.checker.catalogue.Configuration;

/**
 * Two forms of the code under test.
 *
 * @param from the one
 * @param to the other: the candidate
 * @param parts by what the other differs, each with the way that it goes there
 */
public record Forms(Configuration from, Configuration to, List<Coverage.Decision> parts) {
  public Forms {
    parts = List.copyOf(parts);
  }

  /** Two forms of a code base; its changes and mutants are what they can differ by. */
  public static Forms of(CodeBase code, Configuration from, Configuration to) {
    CodeSet one = code.parse(from);
    CodeSet other = code.parse(to);
    Stream<Coverage.Decision> changes =
        code.changes().stream()
            .filter(change -> one.has(change) != other.has(change))
            .map(change -> new Coverage.Decision(change.name(), other.has(change)));
    Stream<Coverage.Decision> mutants =
        code.mutants().stream()
            .map(Catalogue.Named::name)
            .filter(name -> one.mutants().contains(name) != other.mutants().contains(name))
            .map(name -> new Coverage.Decision(name, other.mutants().contains(name)));
    return new Forms(from, to, Stream.concat(changes, mutants).toList());
  }

  /** The same with another number of vCPUs. */
  public Forms withVcpus(int count) {
    return new Forms(from.withVcpus(count), to.withVcpus(count), parts);
  }
}
