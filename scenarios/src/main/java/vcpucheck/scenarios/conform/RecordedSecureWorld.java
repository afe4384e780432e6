package vcpucheck.scenarios.conform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vcpucheck.mediator.SecureWorld;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.xen.MachinePage;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.XenPage;

/** The secure world of a trace: compares each call with the recorded one and gives its answer. */
final class RecordedSecureWorld implements SecureWorld {
  private final ReplayedMachine machine;
  private final Runnable atVmDestroyed;
  private List<JsonCursor> calls = List.of();
  private int next;

  /**
   * @param atVmDestroyed what is done when the domain is reported gone
   */
  RecordedSecureWorld(ReplayedMachine machine, Runnable atVmDestroyed) {
    this.machine = machine;
    this.atVmDestroyed = atVmDestroyed;
  }

  void begin(List<JsonCursor> recorded) {
    calls = recorded;
    next = 0;
  }

  void end() {
    Mismatch.check("smcs", calls.size() + " calls", next + " calls");
  }

  @Override
  public Registers call(Registers arguments) {
    if (next == calls.size()) {
      throw new Mismatch(
          "smcs", calls.size() + " calls", "one more: a0=" + Mismatch.hex(arguments.r0()));
    }
    JsonCursor recorded = RecordSchema.SECURE_CALL.check(calls.get(next++));
    compareArguments(RecordSchema.ARGUMENTS.check(recorded.get("in")), arguments);
    recorded.listOrEmpty("sees").forEach(this::comparePage);
    compareSeen(recorded, arguments);
    if (arguments.r0() == SmcFunction.VM_DESTROYED.id()) {
      atVmDestroyed.run();
    }
    recorded.listOrEmpty("writes").forEach(this::write);
    List<Long> out = recorded.get("out").registers(4);
    return Registers.results(out.get(0), out.get(1), out.get(2), out.get(3));
  }

  void compareArguments(JsonCursor in, Registers arguments) {
    for (int number = 0; number < 8; number++) {
      if (number != 1 && number != 2) {
        /* A function id has 32 bits, and is recorded as such. */
        long given = arguments.get(number);
        Mismatch.checkHex(in.get("a" + number), number == 0 ? Registers.low(given) : given);
      }
    }
    if (in.has("ptr")) {
      long expected = machine.value(in.get("ptr"));
      boolean isSame =
          arguments.r1() == Registers.high(expected) && arguments.r2() == Registers.low(expected);
      if (!isSame) {
        long got = Registers.pair(arguments.r1(), arguments.r2());
        throw new Mismatch(in.get("ptr").path(), in.get("ptr"), machine.describe(got));
      }
    } else {
      Mismatch.checkHex(in.get("a1"), arguments.r1());
      Mismatch.checkHex(in.get("a2"), arguments.r2());
    }
  }

  /**
   * Checks that no page is left out that the secure world reads: of a new call always, of a resumed
   * one if it reads any, for whether it does is its own business.
   */
  private void compareSeen(JsonCursor recorded, Registers arguments) {
    List<JsonCursor> seen = recorded.listOrEmpty("sees");
    boolean isNew = Registers.low(arguments.r0()) == SmcFunction.CALL_WITH_ARG.id();
    if (!isNew && seen.isEmpty()) {
      return;
    }
    MachinePage first =
        isNew
            ? machine.machine().page(Registers.pair(arguments.r1(), arguments.r2()))
            : machine.xenPage(seen.get(0).get("xenPage"));
    List<String> pages =
        seen.stream().map(page -> machine.number(machine.xenPage(page.get("xenPage")))).toList();
    Mismatch.check(recorded.path() + ".sees", pages, pagesRead(first));
  }

  /** A page of Xen with a message, and the page lists that the message points to, in its order. */
  private List<String> pagesRead(@Nullable MachinePage first) {
    List<String> pages = new ArrayList<>();
    if (first instanceof XenPage page) {
      pages.add(machine.number(page));
      Message message =
          machine.isAllocated(page) ? new Message(page.content().get()) : Message.EMPTY;
      for (int param = 0; param < Math.min(message.params(), Message.MAX_PARAMS); param++) {
        boolean isList =
            ParamType.isTemporaryMemory(message.type(param))
                && (message.attribute(param) & ParamType.NONCONTIG) != 0;
        if (isList && machine.machine().page(message.a(param)) instanceof XenPage list) {
          pages.add(machine.number(list));
        }
      }
    }
    return pages;
  }

  void comparePage(JsonCursor seen) {
    XenPage page = machine.xenPage(RecordSchema.SEEN.check(seen).get("xenPage"));
    boolean isFreed = seen.find("freed").map(JsonCursor::flag).orElse(false);
    Mismatch.check(seen.path() + ".freed", isFreed, !machine.isAllocated(page));
    if (isFreed) {
      return;
    }
    PageContent content = page.content().get();
    Map<Integer, JsonCursor> words = seen.get("w").numbered(PageContent.WORDS);
    for (int index = 0; index < PageContent.WORDS; index++) {
      JsonCursor expected = words.get(index);
      long value = expected == null ? 0 : machine.value(expected);
      if (content.word(index) != value) {
        throw new Mismatch(
            seen.path() + ".w." + index,
            machine.describe(value),
            machine.describe(content.word(index)));
      }
    }
  }

  void write(JsonCursor write) {
    XenPage page = machine.xenPage(RecordSchema.SECURE_WRITE.check(write).get("xenPage"));
    page.content()
        .set(
            page.content()
                .get()
                .with(write.get("i").index(PageContent.WORDS), write.get("v").hex()));
  }
}
