package vcpucheck.scenarios.lincheck;

import java.util.Set;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import vcpucheck.mediator.Mediator;
import vcpucheck.scenarios.guest.LinuxRpcHandler;

/** What Lincheck's model checking need not look into. */
public final class Guarantees {
  private static final Set<String> QUERIES = Set.of("contains", "get", "isEmpty", "size");
  private static final String FUNCTIONS = "java.util.function.";
  private static final String CELLS = "vcpucheck.checker.memory.Native";

  /** What is one step to the explorer is one to Lincheck; waiting is not. */
  public static final ManagedStrategyGuarantee ONE_STEP =
      ManagedStrategyGuaranteeKt.forClasses(
              (String name) ->
                  name.startsWith(CELLS) && !name.contains("Spin") && !name.endsWith("Memory"))
          .methods((String name) -> !name.startsWith("await"))
          .treatAsAtomic();

  /** Collections of ours do not change once a model is built. */
  public static final ManagedStrategyGuarantee IMMUTABLE =
      ManagedStrategyGuaranteeKt.forClasses(
              (String name) -> name.startsWith("java.util.") && !name.startsWith(FUNCTIONS))
          .methods((String name) -> QUERIES.contains(name))
          .ignore();

  /*
   * With whole calls as steps the guest's operations are tried in every way; with cells as steps,
   * in a small part of them.
   */
  static final ManagedStrategyGuarantee WHOLE_CALLS =
      ManagedStrategyGuaranteeKt.forClasses(
              Mediator.class.getName(), LinuxRpcHandler.class.getName())
          .methods("handleCall", "answer")
          .treatAsAtomic();

  private Guarantees() {}
}
