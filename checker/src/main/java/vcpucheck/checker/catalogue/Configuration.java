package vcpucheck.checker.catalogue;

import java.util.Optional;

/**
 * Which form of the code under test a scenario runs on.
 *
 * @param revision the revision's name
 * @param variant the variant's name
 * @param mutant the weakening's name, if any
 * @param vcpus how many vCPUs
 */
public record Configuration(String revision, String variant, Optional<String> mutant, int vcpus) {
  /** The same with another number of vCPUs. */
  public Configuration withVcpus(int count) {
    return new Configuration(revision, variant, mutant, count);
  }

  /** The same with another revision. */
  public Configuration withRevision(String newRevision) {
    return new Configuration(newRevision, variant, mutant, vcpus);
  }
}
