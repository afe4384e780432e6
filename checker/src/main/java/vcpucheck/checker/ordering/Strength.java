package vcpucheck.checker.ordering;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;

/** How an access, a fence or a lock orders what is around it. */
public enum Strength {
  /** A read-modify-write in two steps, a load and a store, both relaxed. */
  TORN(Access.OPAQUE),
  /** A relaxed access. */
  OPAQUE(Access.OPAQUE),
  /** An access that later ones stay behind. */
  ACQUIRE(Access.ACQUIRE),
  /** An access that earlier ones stay before. */
  RELEASE(Access.RELEASE),
  /** A read-modify-write that earlier accesses stay before, and later ones behind. */
  ACQUIRE_RELEASE(Access.ACQUIRE_RELEASE),
  /** A sequentially consistent access. */
  VOLATILE(Access.VOLATILE),
  /** No fence. */
  NO_FENCE(null, null),
  /** A fence between earlier and later stores. */
  STORE_STORE_FENCE(null, Fence.STORE_STORE),
  /** A fence between everything earlier and later stores. */
  RELEASE_FENCE(null, Fence.RELEASE),
  /** A fence between earlier loads and everything later. */
  ACQUIRE_FENCE(null, Fence.ACQUIRE),
  /** A fence between everything earlier and everything later. */
  FULL_FENCE(null, Fence.FULL),
  /** No lock. */
  NO_LOCK(null, null),
  /** A lock that is taken. */
  LOCKED(null, null);

  /** What an ordering costs on 64-bit Arm, the cheapest first. */
  public enum Cost {
    /** What an access costs anyway. */
    NONE,
    /** An instruction of its own kind: ldapr, stlr, cas with a or l. */
    ORDERED_ACCESS,
    /** A barrier for loads or for stores: dmb ishld, dmb ishst. */
    PART_BARRIER,
    /** A barrier for everything: dmb ish. */
    FULL_BARRIER;

    /** "full barrier". */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private final @Nullable Access access;
  private final @Nullable Fence fence;

  Strength(Access access) {
    this(access, null);
  }

  Strength(@Nullable Access access, @Nullable Fence fence) {
    this.access = access;
    this.fence = fence;
  }

  /** The strength of an access; empty if it is plain. */
  public static Optional<Strength> of(Access access) {
    return access == Access.PLAIN ? Optional.empty() : Optional.of(valueOf(access.name()));
  }

  /** The strength of a fence. */
  public static Strength of(Fence fence) {
    return valueOf(fence.name() + "_FENCE");
  }

  /** The access mode; empty for fences. */
  public Optional<Access> access() {
    return Optional.ofNullable(access);
  }

  /** The fence; empty for accesses, and where there is none. */
  public Optional<Fence> fence() {
    return Optional.ofNullable(fence);
  }

  /** What is ordered one step weaker at a site of a kind; empty if nothing is. */
  public List<Strength> weaker(AccessSite.Kind kind) {
    return switch (this) {
      case TORN, OPAQUE, NO_FENCE, NO_LOCK -> List.of();
      case LOCKED -> List.of(NO_LOCK);
      case ACQUIRE, RELEASE -> List.of(OPAQUE);
      case ACQUIRE_RELEASE -> List.of(ACQUIRE, RELEASE);
      case VOLATILE ->
          switch (kind) {
            case LOAD -> List.of(ACQUIRE);
            case STORE -> List.of(RELEASE);
            case UPDATE -> List.of(ACQUIRE_RELEASE);
            case FENCE, LOCK -> List.of();
          };
      case STORE_STORE_FENCE, ACQUIRE_FENCE -> List.of(NO_FENCE);
      case RELEASE_FENCE -> List.of(STORE_STORE_FENCE);
      case FULL_FENCE -> List.of(ACQUIRE_FENCE, RELEASE_FENCE);
    };
  }

  /** Whether nothing is weaker. */
  public boolean isWeakest() {
    return this == TORN || this == OPAQUE || this == NO_FENCE || this == NO_LOCK;
  }

  /** The primitive of Xen and Linux at a site of a kind. */
  public String primitive(AccessSite.Kind kind) {
    return switch (this) {
      case TORN -> "READ_ONCE and WRITE_ONCE";
      case OPAQUE ->
          switch (kind) {
            case LOAD -> "READ_ONCE";
            case STORE -> "WRITE_ONCE";
            default -> "*_relaxed";
          };
      case ACQUIRE -> kind == AccessSite.Kind.UPDATE ? "*_acquire" : "smp_load_acquire";
      case RELEASE -> kind == AccessSite.Kind.UPDATE ? "*_release" : "smp_store_release";
      case ACQUIRE_RELEASE -> "*_acquire and *_release";
      case VOLATILE ->
          switch (kind) {
            case LOAD -> "READ_ONCE, smp_mb";
            case STORE -> "smp_store_mb";
            default -> "fully ordered";
          };
      case NO_FENCE -> "barrier";
      case STORE_STORE_FENCE -> "smp_wmb";
      case ACQUIRE_FENCE -> "smp_rmb";
      case RELEASE_FENCE, FULL_FENCE -> "smp_mb";
      case LOCKED -> "spin_lock";
      case NO_LOCK -> "nothing";
    };
  }

  /** What it costs. */
  public Cost cost() {
    return switch (this) {
      case TORN, OPAQUE, NO_FENCE, NO_LOCK -> Cost.NONE;
      case LOCKED, ACQUIRE, RELEASE, ACQUIRE_RELEASE -> Cost.ORDERED_ACCESS;
      case STORE_STORE_FENCE, ACQUIRE_FENCE -> Cost.PART_BARRIER;
      case VOLATILE, RELEASE_FENCE, FULL_FENCE -> Cost.FULL_BARRIER;
    };
  }

  /** "acquire release", "full fence". */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
