package vcpucheck.checker.machine;

/**
 * When an operation of a vCPU commutes with all that other vCPUs can do before it: whatever they do
 * and it does then, it can do first, and they then, and the same comes of it.
 */
public enum Mobility {
  /** Never, as far as the memory model tells. */
  NEVER,
  /** If no other vCPU can access its variable before. */
  ALONE,
  /** If vCPUs can race for its variable, or no other one can access that before. */
  BUFFERED,
  /** If nothing is done to its lock but to take and release it. */
  UNPROBED,
  /** If no property reads its variable in every state. */
  UNOBSERVED,
  /** Always. */
  ALWAYS
}
