package vcpucheck.checker.machine.operation;

import vcpucheck.checker.machine.value.InternTable;

/**
 * One shared variable.
 *
 * @param index its number, from 1
 * @param name its name in reports: "optee_domain.call_count", "optee_shm_buf#0.cookie"
 * @param type what its values are
 * @param slot the variable that says whether the slot it belongs to is allocated, or {@link
 *     Variables#NONE} for a global
 */
public record Variable(int index, String name, Type type, int slot) {
  /** What the values of a variable are. */
  public enum Type {
    /** A number. */
    NUMBER,
    /** The number of an object in {@link InternTable}. */
    OBJECT,
    /** A lock: 1 if held. */
    LOCK,
    /** The life of a slab's slot, see {@link Variables}. */
    SLOT,
    /** How many allocations may still fail. */
    BUDGET
  }
}
