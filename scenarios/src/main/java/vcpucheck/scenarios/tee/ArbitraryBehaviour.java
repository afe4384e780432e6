package vcpucheck.scenarios.tee;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;

/**
 * At any moment a thread does any one thing that the protocol allows; each is a choice.
 *
 * <ul>
 *   <li>A call may be refused as such. Otherwise its parameters may be used or not, and it ends
 *       with success or an error: a registration with success only if its pages are mapped, the end
 *       of one only if there is such an object and it is not used any more.
 *   <li>Until then a thread may ask for an interrupt, for an argument page if it has none, for a
 *       payload buffer and for the time if it has one. The time stands for every command that names
 *       no memory: the mediator passes them on alike.
 *   <li>It has memory enough to map a buffer as large as it is told of.
 *   <li>What it got it may take, or give back by the cookie that came with it. Payload buffers and
 *       the argument page may be given back at any time, and a payload buffer may be forgotten, as
 *       OP-TEE does when it cannot build the request.
 *   <li>It gives back only what it got in this call, each thing once, and ends without an argument
 *       page unless pages outlive calls.
 * </ul>
 *
 * <p>It keeps to the protocol: the mediator trusts OP-TEE. What trusted applications write to
 * memory they were given is not among its choices.
 */
final class ArbitraryBehaviour implements ThreadBehaviour {
  private final Memory memory;
  private final TeeConfig.AnyLegal config;
  private final GuestBuffers buffers;
  private final Requests requests;

  ArbitraryBehaviour(Memory memory, TeeConfig.AnyLegal config, GuestBuffers buffers) {
    this.memory = memory;
    this.config = config;
    this.buffers = buffers;
    requests = new Requests(buffers);
  }

  @Override
  public long refusal() {
    if (config.refusals().isEmpty()) {
      return SmcReturn.OK;
    }
    int choice = memory.choose("how OP-TEE takes the call", config.refusals().size() + 1);
    return choice == 0 ? SmcReturn.OK : config.refusals().get(choice - 1);
  }

  @Override
  public Registers execute(SecureCall call, Message message) {
    if (memory.choose("whether OP-TEE uses the parameters", 2) == 1) {
      return step(call.withResult(TeecResult.ERROR_OUT_OF_MEMORY));
    }
    return switch ((int) message.command()) {
      case MessageCommand.REGISTER_SHM ->
          step(call.withResult(buffers.register(call.partition(), message)));
      case MessageCommand.UNREGISTER_SHM -> step(unregister(call, message));
      default -> {
        GuestBuffers.Uses uses = buffers.beginUses(call, message);
        Frame frame = call.frame().withUses(uses.temporaries(), uses.hasRegistered());
        yield step(call.with(frame.withResult(uses.error())));
      }
    };
  }

  private static SecureCall unregister(SecureCall call, Message message) {
    if (!GuestBuffers.isUnregistration(message)) {
      return call.withResult(TeecResult.ERROR_BAD_PARAMETERS);
    }
    call.partition().beginRelease(message.c(0), call.thread());
    return call;
  }

  @Override
  public Registers answered(SecureCall call, Registers answer) {
    return switch (call.frame().waiting()) {
      case ARGUMENT -> argumentAnswered(call, answer);
      case ARGUMENT_FREED -> step(call.with(ArgumentPage.NONE));
      case PAYLOAD -> payloadAnswered(call);
      case LAST_USER -> end(call);
      case ARGUMENT_REFUSED, PAYLOAD_REFUSED, DEMAND, WAKE, NOTHING -> step(call);
    };
  }

  private Registers argumentAnswered(SecureCall call, Registers answer) {
    long address = Registers.pair(answer.r1(), answer.r2());
    long cookie = Registers.pair(answer.r4(), answer.r5());
    if (requests.isUsable(address) && isTaken("whether OP-TEE maps the argument page")) {
      return step(call.with(new ArgumentPage(cookie, address)));
    }
    return cookie == 0
        ? step(call)
        : requests.askToFreeArgument(call, cookie, Frame.Waiting.ARGUMENT_REFUSED);
  }

  private Registers payloadAnswered(SecureCall call) {
    Message answer = requests.answer(call);
    if (!GuestBuffers.isAllocation(answer, PageContent.PAGE_SIZE)) {
      return step(call);
    }
    List<Long> pages = buffers.payload(answer);
    if (pages.isEmpty() || !isTaken("whether OP-TEE maps the payload buffer")) {
      return requests.askToFree(call, answer.c(0), Frame.Waiting.PAYLOAD_REFUSED);
    }
    call.partition().insert(SharedObject.of(answer.c(0), pages, SharedObject.Kind.PAYLOAD));
    return step(call.with(call.frame().withPayload(answer.c(0))));
  }

  private boolean isTaken(String what) {
    return memory.choose(what, 2) == 0;
  }

  // ---- what a thread may do ----

  private Registers step(SecureCall call) {
    List<Supplier<Registers>> moves = new ArrayList<>();
    addEnds(moves, call);
    addReturns(moves, call);
    if (call.frame().next() < config.requests()) {
      addRequests(moves, call.with(call.frame().advanced()));
    }
    return moves.get(memory.choose("what OP-TEE does", moves.size())).get();
  }

  private void addEnds(List<Supplier<Registers>> moves, SecureCall call) {
    if (call.argument().isPresent() && !call.frame().keepsArgument()) {
      return;
    }
    moves.add(() -> end(call));
    boolean isOpen =
        call.frame().command() != MessageCommand.REGISTER_SHM
            && call.frame().command() != MessageCommand.UNREGISTER_SHM;
    if (isOpen && !call.frame().hasFailed()) {
      moves.add(() -> end(call.withResult(TeecResult.ERROR_GENERIC)));
    }
  }

  private void addReturns(List<Supplier<Registers>> moves, SecureCall call) {
    if (!call.argument().isPresent()) {
      return;
    }
    moves.add(
        () ->
            requests.askToFreeArgument(
                call, call.argument().cookie(), Frame.Waiting.ARGUMENT_FREED));
    for (long cookie : call.frame().payloads()) {
      moves.add(() -> giveBack(call, cookie));
    }
  }

  private Registers giveBack(SecureCall call, long cookie) {
    call.partition().remove(cookie, SharedObject.Kind.PAYLOAD);
    return requests.askToFree(
        call.with(call.frame().withoutPayload(cookie)), cookie, Frame.Waiting.DEMAND);
  }

  private void addRequests(List<Supplier<Registers>> moves, SecureCall call) {
    moves.add(() -> requests.interrupt(call, Frame.Waiting.DEMAND));
    if (call.argument().isPresent()) {
      moves.add(() -> requests.ask(call, Script.time()));
      moves.add(() -> requests.askForPayload(call));
    } else {
      moves.add(() -> requests.askForArgument(call));
    }
  }

  /* A registration ends when its last user is gone; until then the thread comes and goes. */
  private Registers end(SecureCall call) {
    if (call.frame().command() == MessageCommand.UNREGISTER_SHM && !call.frame().hasFailed()) {
      return switch (call.partition().tryRelease(call.thread())) {
        case BUSY -> requests.interrupt(call, Frame.Waiting.LAST_USER);
        case REFUSED -> close(call.withResult(TeecResult.ERROR_BAD_PARAMETERS));
        case READY -> close(call);
      };
    }
    return close(call);
  }

  private Registers close(SecureCall call) {
    for (long cookie : call.frame().payloads()) {
      call.partition().remove(cookie, SharedObject.Kind.PAYLOAD);
    }
    buffers.endUses(call);
    buffers.storeResult(call);
    return call.free();
  }
}
