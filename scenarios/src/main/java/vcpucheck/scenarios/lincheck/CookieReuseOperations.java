package vcpucheck.scenarios.lincheck;

import java.util.Optional;
import org.jetbrains.lincheck.datastructures.Operation;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestCalls;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.LinuxRpcHandler;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S01: a guest gives its payload buffer back when OP-TEE asks for that, and registers a new buffer
 * if there is a free cookie. One would believe that the new one is never refused.
 */
public abstract class CookieReuseOperations {
  private static final long COOKIE = 2;
  private static final String NO_COOKIE = "no cookie";

  /** The guest hands its buffer to OP-TEE, is asked to free it, frees it and resumes. */
  @Operation(runOnce = true)
  public abstract String giveBack();

  /** The guest registers a buffer, if it has a free cookie. */
  @Operation(runOnce = true)
  public abstract String register();

  /** A guest on a form of the mediator. */
  abstract static class OnMediator extends CookieReuseOperations {
    private final Guest guest;
    private final Registers offer;
    private final Registers registration;

    OnMediator(Revision revision, Variant variant) {
      Configuration form =
          new Configuration(revision.label(), variant.label(), Optional.empty(), 2);
      WorldSize sizes = new WorldSize(2, 2).scripts(Script.borrowPayload());
      guest = new World(NativeMemory.create(), sizes, form).guest();
      Registers allocation =
          GuestCalls.answer(guest, GuestCalls.begin(guest, 0, Messages.invoke(0)));
      offer = LinuxRpcHandler.INSTANCE.answer(guest, allocation);
      registration = Jobs.callWith(guest, 1, Messages.register(guest.buffer(COOKIE)));
    }

    @Override
    public final String giveBack() {
      return GuestCalls.status(GuestCalls.answer(guest, guest.call(offer)));
    }

    @Override
    public final String register() {
      if (guest.cookies().isTaken(COOKIE)) {
        return NO_COOKIE;
      }
      guest.cookies().allocate();
      return GuestCalls.result(guest, 1, guest.call(registration));
    }
  }

  /** The race. */
  public static final class Xen413 extends OnMediator {
    public Xen413() {
      super(Revision.XEN_4_13, Variant.LOCKED);
    }
  }

  /** The fix. */
  public static final class Xen414 extends OnMediator {
    public Xen414() {
      super(Revision.XEN_4_14, Variant.LOCKED);
    }
  }

  /** Without a lock. */
  public static final class LockFree extends OnMediator {
    public LockFree() {
      super(Revision.XEN_4_22, Variant.LOCK_FREE);
    }
  }

  /** What is right. */
  public static final class Specified extends CookieReuseOperations {
    private boolean isFree;

    @Override
    public String giveBack() {
      isFree = true;
      return GuestCalls.ENDED;
    }

    @Override
    public String register() {
      return isFree ? GuestCalls.ACCEPTED : NO_COOKIE;
    }
  }
}
