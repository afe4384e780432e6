package vcpucheck.mediator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.xen.GuestPage;
import vcpucheck.mediator.xen.PageContent;

/** The results of a call on their way from its shadow page to the guest's message page. */
final class CopyBack {
  /** One store of a result in the guest's message. */
  private sealed interface Result extends UnaryOperator<PageContent> {}

  /** {@code ret}. */
  private record Ret(long value) implements Result {
    @Override
    public PageContent apply(PageContent guest) {
      return new Message(guest).withRet(value).content();
    }
  }

  /** {@code ret_origin}. */
  private record RetOrigin(long value) implements Result {
    @Override
    public PageContent apply(PageContent guest) {
      return new Message(guest).withRetOrigin(value).content();
    }
  }

  /** {@code session}. */
  private record Session(long value) implements Result {
    @Override
    public PageContent apply(PageContent guest) {
      return new Message(guest).withSession(value).content();
    }
  }

  /** A word of a parameter. */
  private record ParamWord(int index, long value) implements Result {
    @Override
    public PageContent apply(PageContent guest) {
      return guest.with(index, value);
    }
  }

  /** All results as one store. */
  private record AllResults(List<Result> results) implements UnaryOperator<PageContent> {
    @Override
    public PageContent apply(PageContent guest) {
      PageContent content = guest;
      for (Result result : results) {
        content = result.apply(content);
      }
      return content;
    }
  }

  private final Environment environment;
  private final Memory memory;
  private final GuestMemory guestMemory;

  CopyBack(Environment environment, GuestMemory guestMemory) {
    this.environment = environment;
    memory = environment.memory();
    this.guestMemory = guestMemory;
  }

  /**
   * Stores the results of a message in the guest's message page.
   *
   * @return whether the guest still has that page
   */
  @CFunction("copy_std_request_back")
  boolean run(OpteeDomain context, StdCall call, Message message) {
    return memory.call(
        () -> {
          GuestPage page = context.domain().beginAccess(call.guestArgIpa().get(), true);
          if (page == null) {
            return false;
          }
          List<Result> results = results(message);
          if (environment.behaviour().has(Mutant.COPY_ALL)) {
            page.content().set(message.content(), Access.OPAQUE);
          } else if (environment.behaviour().tornCopies()) {
            results.forEach(result -> page.content().update(result, Access.OPAQUE));
          } else {
            page.content().update(new AllResults(results), Access.OPAQUE);
          }
          context.domain().endAccess(page);
          return true;
        });
  }

  private List<Result> results(Message message) {
    List<Result> results = new ArrayList<>();
    results.add(new Ret(message.ret()));
    results.add(new RetOrigin(message.retOrigin()));
    results.add(new Session(message.session()));
    int params = guestMemory.boundedParams(message);
    for (int index = 0; index < params; index++) {
      int word = Message.PART_WORDS * (index + 1);
      if (ParamType.isOutputMemory(message.type(index))) {
        results.add(new ParamWord(word + 2, message.b(index)));
      } else if (ParamType.isOutputValue(message.type(index))) {
        results.add(new ParamWord(word + 1, message.a(index)));
        results.add(new ParamWord(word + 2, message.b(index)));
        results.add(new ParamWord(word + 3, message.c(index)));
      }
    }
    return List.copyOf(results);
  }
}
