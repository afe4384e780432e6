package vcpucheck.scenarios.tee;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.threads.Choices;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.xen.GuestPage;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.StageTwo;

/** Every conversation that an OP-TEE which may do anything has about one call. */
final class ArbitraryBehaviourTest {
  private static final long CLIENT = 1;
  private static final long ARGUMENT = 5;
  private static final long PAYLOAD = 6;
  private static final long REGISTERED = 7;

  /** Goes through all sequences of choices, depth first. */
  private static final class AllChoices implements Choices {
    private final List<int[]> path = new ArrayList<>();
    private int depth;

    @Override
    public int choose(String what, int alternatives) {
      if (depth == path.size()) {
        path.add(new int[] {0, alternatives});
      }
      return path.get(depth++)[0];
    }

    /** Whether there is another sequence; then the next choices are its. */
    boolean advance() {
      depth = 0;
      while (!path.isEmpty()) {
        int[] last = path.get(path.size() - 1);
        last[0]++;
        if (last[0] < last[1]) {
          return true;
        }
        path.remove(path.size() - 1);
      }
      return false;
    }
  }

  /** One machine, one guest that answers every request rightly, no mediator between. */
  private static final class Conversation {
    private final Machine machine;
    private final GuestPage message;
    private final GuestPage argument;
    private final GuestPage list;
    private final OpTee tee;
    private final List<String> words = new ArrayList<>();

    Conversation(Choices choices, boolean caches, int requests, Long... refusals) {
      machine =
          new Machine(NativeMemory.builder().choices(choices).build(), StageTwo.Kind.FIXED, 1);
      message = machine.addGuestPage(0);
      argument = machine.addGuestPage(0);
      list = machine.addGuestPage(0);
      list.content().set(PageContent.ZERO.with(0, machine.address(machine.addGuestPage(0))));
      TeeConfig.Conduct any = new TeeConfig.AnyLegal(requests, List.of(refusals));
      tee = new OpTee(machine, List.of(CLIENT), new TeeConfig(1, caches, 2, any));
    }

    String about(Message... messages) {
      for (Message one : messages) {
        call(one);
      }
      return String.join(" ", words);
    }

    private void call(Message content) {
      message.content().set(content.content());
      Registers call =
          Registers.of(SmcFunction.CALL_WITH_ARG.id()).withPair12(machine.address(message));
      Registers result = tee.call(call.with7(CLIENT));
      while (SmcReturn.isRpc(result.r0())) {
        result = tee.call(answer(result).with7(CLIENT));
      }
      long ret = new Message(message.content().get(Access.OPAQUE)).ret();
      words.add(result.r0() != SmcReturn.OK ? "a0=" + result.r0() : ret == 0 ? "ok" : "error");
      assertEquals(List.of(), tee.partition(CLIENT).suspended());
    }

    private Registers answer(Registers request) {
      Registers resume = Registers.of(SmcFunction.CALL_RETURN_FROM_RPC.id()).with3(request.r3());
      long operand = Registers.pair(request.r1(), request.r2());
      switch (SmcReturn.rpcFunction(request.r0())) {
        case SmcReturn.RPC_FUNC_ALLOC -> {
          words.add("alloc");
          return resume.withPair12(machine.address(argument)).withPair45(ARGUMENT);
        }
        case SmcReturn.RPC_FUNC_FREE -> words.add("free" + operand);
        case SmcReturn.RPC_FUNC_CMD -> {
          assertEquals(ARGUMENT, operand);
          command(new Message(argument.content().get(Access.OPAQUE)));
        }
        default -> words.add("interrupt");
      }
      return resume;
    }

    private void command(Message request) {
      if (request.command() == RpcCommand.SHM_ALLOC) {
        words.add("shm-alloc");
        argument.content().set(buffer(request.withRet(0), PAYLOAD).content());
      } else if (request.command() == RpcCommand.SHM_FREE) {
        words.add("shm-free" + request.b(0));
      } else {
        words.add("time");
      }
    }

    Message register() {
      return buffer(Message.EMPTY.withCommand(MessageCommand.REGISTER_SHM), REGISTERED);
    }

    private Message buffer(Message content, long cookie) {
      return content
          .withParams(1)
          .withParam(
              0,
              ParamType.TMEM_OUTPUT | ParamType.NONCONTIG,
              machine.address(list),
              PageContent.PAGE_SIZE,
              cookie);
    }
  }

  private interface Talk {
    String run(Choices choices);
  }

  private static Set<String> conversations(Talk talk) {
    AllChoices choices = new AllChoices();
    Set<String> conversations = new TreeSet<>();
    do {
      conversations.add(talk.run(choices));
    } while (choices.advance());
    return conversations;
  }

  /** The conversations without their ends. */
  private static Set<String> requests(Talk talk) {
    return conversations(talk).stream()
        .map(words -> words.replaceFirst(" ?(ok|error)$", ""))
        .collect(toSet());
  }

  private static Message invoke() {
    return Message.EMPTY.withCommand(MessageCommand.INVOKE_COMMAND);
  }

  private static Message unregister() {
    return Message.EMPTY
        .withCommand(MessageCommand.UNREGISTER_SHM)
        .withParams(1)
        .withParam(0, ParamType.RMEM_INPUT, 0, 0, REGISTERED);
  }

  @Test
  void a_call_may_be_refused_as_such_or_end_either_way() {
    assertEquals(
        Set.of("a0=1", "a0=4", "error", "ok"),
        conversations(
            choices ->
                new Conversation(choices, false, 0, SmcReturn.ETHREAD_LIMIT, SmcReturn.EBADADDR)
                    .about(invoke())));
  }

  @Test
  void without_a_cache_an_argument_page_goes_before_the_call_ends() {
    assertEquals(
        Set.of("", "interrupt", "alloc free5"),
        requests(choices -> new Conversation(choices, false, 1).about(invoke())));
  }

  /* A page that is cached may stay or go, and so may one that cannot be mapped. */
  @Test
  void with_an_argument_page_there_is_more_to_ask_for() {
    assertEquals(
        Set.of(
            "",
            "interrupt",
            "interrupt interrupt",
            "interrupt alloc",
            "interrupt alloc free5",
            "alloc",
            "alloc free5",
            "alloc free5 interrupt",
            "alloc free5 alloc",
            "alloc free5 alloc free5",
            "alloc interrupt",
            "alloc interrupt free5",
            "alloc time",
            "alloc time free5",
            "alloc shm-alloc",
            "alloc shm-alloc free5",
            "alloc shm-alloc shm-free6",
            "alloc shm-alloc shm-free6 free5"),
        requests(choices -> new Conversation(choices, true, 2).about(invoke())));
  }

  @Test
  void a_registration_ends_with_success_only_if_there_was_one() {
    assertEquals(
        Set.of("ok ok", "ok error", "error error"),
        conversations(
            choices -> {
              Conversation conversation = new Conversation(choices, false, 0);
              return conversation.about(conversation.register(), unregister());
            }));
  }
}
