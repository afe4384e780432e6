package vcpucheck.checker;

import java.util.List;
import java.util.Objects;
import vcpucheck.checker.memory.Slab;

/**
 * What a search assumed of one slab of the model, and what it made of its slots.
 *
 * @param name the C struct's name
 * @param capacity how many slots there are
 * @param reuse which free slot an allocation takes
 * @param interchangeable how many of the slots the search took for interchangeable; 0 if none
 * @param toldApart why others were not, although that was asked for: what in the model tells them
 *     apart
 */
public record SlabUse(
    String name, int capacity, Slab.Reuse reuse, int interchangeable, List<String> toldApart) {
  public SlabUse {
    Objects.requireNonNull(name);
    Objects.requireNonNull(reuse);
    toldApart = List.copyOf(toldApart);
  }
}
