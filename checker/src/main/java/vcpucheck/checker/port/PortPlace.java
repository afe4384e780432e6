package vcpucheck.checker.port;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.RealCode;

/**
 * A C function in which a candidate decides otherwise.
 *
 * @param function the C function; empty if the code names none there
 * @param where where it is in the real code; empty if that is not known
 * @param parts what the candidate decides otherwise in it
 */
public record PortPlace(
    String function, Optional<RealCode.Function> where, List<Coverage.Decision> parts) {
  public PortPlace {
    parts = List.copyOf(parts);
  }
}
