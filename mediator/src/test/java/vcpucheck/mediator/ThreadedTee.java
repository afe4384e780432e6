package vcpucheck.mediator;

import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.MachinePage;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;

/**
 * A secure world in which a message says which thread it runs on ({@code session}) and what it does
 * ({@code func}). It checks that one vCPU drives a thread, and that an argument page has a cookie
 * of its own.
 */
final class ThreadedTee implements SecureWorld {
  /** Ends at once. */
  static final int NOTHING = 0;

  /** Asks for an argument page, sends a command in it, gives it back. */
  static final int COMMAND = 1;

  /** Is interrupted once. */
  static final int INTERRUPT = 2;

  private static final int THREADS = 2;

  private static final int IDLE = 0;
  private static final int ALLOC = 1;
  private static final int CMD = 2;
  private static final int FREE = 3;
  private static final int INTERRUPTED = 4;

  private final Machine machine;
  private final List<IntCell> step = new ArrayList<>();
  private final List<LongCell> message = new ArrayList<>();
  private final List<LongCell> cookie = new ArrayList<>();
  private final IntCell sharedCookies;
  private final boolean sharesCookie;

  /**
   * @param sharesCookie whether the guest uses one cookie for all argument pages, so that only one
   *     may be accepted at a time
   */
  ThreadedTee(Machine machine, boolean sharesCookie) {
    this.machine = machine;
    this.sharesCookie = sharesCookie;
    for (int thread = 0; thread < THREADS; thread++) {
      step.add(machine.memory().intCell("tee.step" + thread, IDLE));
      message.add(machine.memory().longCell("tee.message" + thread, 0));
      cookie.add(machine.memory().longCell("tee.cookie" + thread, 0));
    }
    sharedCookies = machine.memory().intCell("tee.shared_cookies", 0);
  }

  @Override
  public Registers call(Registers arguments) {
    long pair12 = Registers.pair(arguments.r1(), arguments.r2());
    if (arguments.r0() == SmcFunction.CALL_WITH_ARG.id()) {
      return begin(pair12);
    }
    if (arguments.r0() != SmcFunction.CALL_RETURN_FROM_RPC.id()) {
      return Registers.of(SmcReturn.OK);
    }
    int thread = (int) arguments.r3();
    int before = step.get(thread).getAndSet(IDLE);
    expect(before != IDLE, "single-driver", "a thread is resumed that is not suspended");
    return switch (before) {
      case ALLOC -> allocated(thread, pair12, Registers.pair(arguments.r4(), arguments.r5()));
      case CMD -> release(thread);
      default -> finish(message.get(thread).get());
    };
  }

  private void expect(boolean holds, String property, String text) {
    machine.memory().expect(holds, property, text);
  }

  private Registers begin(long address) {
    Message asked = new Message(page(address).content().get(Access.OPAQUE));
    if (asked.command() != MessageCommand.INVOKE_COMMAND || asked.function() == NOTHING) {
      return finish(address);
    }
    int thread = (int) asked.session();
    message.get(thread).set(address);
    return asked.function() == COMMAND
        ? suspend(thread, ALLOC, SmcReturn.RPC_PREFIX, 0)
        : suspend(thread, INTERRUPTED, SmcReturn.RPC_PREFIX | SmcReturn.RPC_FUNC_FOREIGN_INTR, 0);
  }

  private Registers suspend(int thread, int at, long code, long pair12) {
    step.get(thread).set(at, Access.RELEASE);
    return Registers.of(code).withPair12(pair12).with3(thread);
  }

  private Registers allocated(int thread, long address, long offered) {
    if (address == 0) {
      return finish(message.get(thread).get());
    }
    boolean isFirst = !sharesCookie || sharedCookies.getAndAdd(1) == 0;
    expect(isFirst, "unique-cookie", "two argument pages have one cookie");
    cookie.get(thread).set(offered);
    Message request = Message.EMPTY.withCommand(RpcCommand.GET_TIME);
    page(address).content().set(request.content(), Access.OPAQUE);
    return suspend(thread, CMD, SmcReturn.RPC_CMD, offered);
  }

  private Registers release(int thread) {
    if (sharesCookie) {
      sharedCookies.add(-1);
    }
    return suspend(
        thread, FREE, SmcReturn.RPC_PREFIX | SmcReturn.RPC_FUNC_FREE, cookie.get(thread).get());
  }

  private Registers finish(long address) {
    page(address).content().update(new PageContent.SetHigh(Message.RET_WORD, 0), Access.OPAQUE);
    return Registers.of(SmcReturn.OK);
  }

  private MachinePage page(long address) {
    MachinePage page = machine.page(address);
    if (page == null) {
      throw new IllegalStateException("an address of no page");
    }
    return page;
  }
}
