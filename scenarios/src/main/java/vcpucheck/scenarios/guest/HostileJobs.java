package vcpucheck.scenarios.guest;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.memory.Access;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;

/** What no driver does, but any guest kernel can. */
public final class HostileJobs {
  private HostileJobs() {}

  /** Makes a call with any registers. */
  public static Job raw(Registers registers) {
    return new Raw(registers);
  }

  /** Makes a standard call with any message, whatever comes of it. */
  public static Job call(Message message) {
    return Jobs.call(message, Refusal.ALLOWED);
  }

  /** Writes a page at once, without a call. */
  public static Job write(long address, PageContent content) {
    return new Write(address, content);
  }

  /** Gives a page back to Xen. */
  public static Job balloonOut(long address) {
    return new BalloonOut(address);
  }

  /**
   * Xen's answer to a guest that wants another page, on any processor.
   *
   * @param domain which guest
   * @param address where the page goes
   * @param page its number; nothing happens unless it is free
   */
  public static Job balloonIn(Domain domain, long address, int page) {
    return new BalloonIn(domain, address, page);
  }

  /** Does any one of some jobs. */
  public static Job any(List<Job> alphabet) {
    return new Any(List.copyOf(alphabet));
  }

  /** RpcHandler in any one of some ways. */
  public static RpcHandler anyAnswer(List<RpcHandler> alphabet) {
    List<RpcHandler> ways = List.copyOf(alphabet);
    return (guest, request) ->
        ways.get(guest.memory().choose("how the guest answers", ways.size()))
            .answer(guest, request);
  }

  private record Any(List<Job> alphabet) implements Job {
    @Override
    public Prepared prepare(Guest guest, int vcpu, List<Long> held) {
      int choice = guest.memory().choose("what the guest does", alphabet.size());
      return alphabet.get(choice).prepare(guest, vcpu, held);
    }

    @Override
    public Outcome conclude(Guest guest, int vcpu, List<Long> held, Registers result) {
      return Outcome.done(held);
    }
  }

  private record Raw(Registers registers) implements Job {
    @Override
    public Prepared prepare(Guest guest, int vcpu, List<Long> held) {
      return new Prepared(Optional.of(registers), held);
    }

    @Override
    public Outcome conclude(Guest guest, int vcpu, List<Long> held, Registers result) {
      return Outcome.done(held);
    }
  }

  private record Write(long address, PageContent content) implements Job {
    @Override
    public Prepared prepare(Guest guest, int vcpu, List<Long> held) {
      guest.page(address).set(content, Access.OPAQUE);
      return new Prepared(Optional.empty(), held);
    }

    @Override
    public Outcome conclude(Guest guest, int vcpu, List<Long> held, Registers result) {
      return Outcome.done(held);
    }
  }

  private record BalloonIn(Domain domain, long address, int page) implements Job {
    @Override
    public Prepared prepare(Guest guest, int vcpu, List<Long> held) {
      domain.balloonIn(address, page);
      return new Prepared(Optional.empty(), held);
    }

    @Override
    public Outcome conclude(Guest guest, int vcpu, List<Long> held, Registers result) {
      return Outcome.done(held);
    }
  }

  private record BalloonOut(long address) implements Job {
    @Override
    public Prepared prepare(Guest guest, int vcpu, List<Long> held) {
      guest.domain().balloonOut(address);
      return new Prepared(Optional.empty(), held);
    }

    @Override
    public Outcome conclude(Guest guest, int vcpu, List<Long> held, Registers result) {
      return Outcome.done(held);
    }
  }
}
