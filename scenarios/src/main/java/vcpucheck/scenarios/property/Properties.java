package vcpucheck.scenarios.property;

import com.google.common.collect.ImmutableList;
import java.util.List;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.model.Property;

/** The properties that hold in a world without defects, whoever the guest is. */
public final class Properties {
  /** Their names, with those of what is checked in any case. */
  public static final List<String> NAMES =
      List.of(
          BuiltInProperty.MEMORY_SAFETY.label(),
          BuiltInProperty.DEADLOCK.label(),
          BuiltInProperty.DEBUG_ASSERTION.label(),
          "single-driver",
          "translation",
          "agreement-with-guest",
          PinSafety.NAME,
          QuotaBounded.NAME,
          PinsBalanced.NAME,
          QuotaExact.NAME,
          Agreement.NAME,
          Resumability.NAME);

  private Properties() {}

  /** All of them but {@link ShadowSafety}. */
  public static List<Property> all(WorldView world) {
    return ImmutableList.<Property>builder()
        .add(PinSafety.of(world))
        .addAll(duringDestruction(world))
        .build();
  }

  /** Those that hold while a domain is destroyed: its pages are unpinned before OP-TEE knows. */
  public static List<Property> duringDestruction(WorldView world) {
    return List.of(
        QuotaBounded.of(world),
        PinsBalanced.of(world),
        QuotaExact.of(world),
        Agreement.of(world),
        Resumability.of(world));
  }
}
