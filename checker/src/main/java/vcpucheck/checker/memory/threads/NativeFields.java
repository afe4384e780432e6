package vcpucheck.checker.memory.threads;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Finds the variable handles of fields. */
final class NativeFields {
  private NativeFields() {}

  /** The handle of a field that the class of {@code lookup} can access. */
  static VarHandle handle(
      MethodHandles.Lookup lookup, Class<?> owner, String field, Class<?> type) {
    try {
      return lookup.findVarHandle(owner, field, type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("checker bug: no field " + owner.getSimpleName() + "." + field, e);
    }
  }
}
