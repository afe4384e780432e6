package vcpucheck.scenarios.conform;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vcpucheck.mediator.OpteeDomain;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.ShmRpc;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.xen.GuestPage;

/** Compares the mediator's state with a recorded one. */
final class StateComparison {
  private final ReplayedMachine machine;
  private final OpteeDomain context;

  StateComparison(ReplayedMachine machine, OpteeDomain context) {
    this.machine = machine;
    this.context = context;
  }

  void compare(JsonCursor state) {
    RecordSchema.STATE.check(state);
    check(state, "tee", context.isPresent());
    if (context.isPresent()) {
      check(state, "callCount", context.quota().calls());
      check(state, "bufPages", context.quota().pages());
      check(state, "bufCount", context.quota().buffers());
      compareCalls(state.get("calls"));
      compareRpcs(state.get("rpcs"));
      compareBuffers(state.get("bufs"));
    }
    comparePins(state.get("pins"));
    check(state, "xenPagesLive", machine.liveXenPages());
  }

  private static void check(JsonCursor record, String field, Object got) {
    String path = record.path() + "." + field;
    String expected = record.find(field).map(JsonCursor::toString).orElse("null");
    Mismatch.check(path, expected, String.valueOf(got));
  }

  private static void checkSize(JsonCursor recorded, List<?> got) {
    Mismatch.check(recorded.path() + ".length", recorded.list().size(), got.size());
  }

  private void compareCalls(JsonCursor recorded) {
    List<StdCall> calls = context.calls();
    checkSize(recorded, calls);
    for (int index = 0; index < calls.size(); index++) {
      compareCall(recorded.list().get(index), calls.get(index));
    }
  }

  private void compareCall(JsonCursor recorded, StdCall call) {
    RecordSchema.CALL.check(recorded);
    check(recorded, "thread", call.opteeThreadId().get());
    check(recorded, "inFlight", call.inFlight().get() != 0);
    check(recorded, "rpcOp", call.rpc().get().operation());
    check(recorded, "xenRpc", call.state().get() == StdCall.State.XEN_RPC);
    check(recorded, "bufType", call.rpcBufferType().get());
    check(recorded, "lastBuf", Mismatch.hex(call.rpcDataCookie().get()));
    check(recorded, "argIpa", Mismatch.hex(call.guestArgIpa().get()));
    check(recorded, "argXenPage", machine.number(call.xenArgPage().get()));
    check(recorded, "mapped", call.xenArg().get() != 0);
  }

  private void compareRpcs(JsonCursor recorded) {
    List<ShmRpc> rpcs = context.rpcs();
    checkSize(recorded, rpcs);
    for (int index = 0; index < rpcs.size(); index++) {
      JsonCursor one = RecordSchema.RPC.check(recorded.list().get(index));
      check(one, "cookie", Mismatch.hex(rpcs.get(index).cookie().get()));
      check(one, "guestPage", rpcs.get(index).guestPage().get());
      check(one, "xenPage", machine.number(rpcs.get(index).xenArgPage().get()));
    }
  }

  private void compareBuffers(JsonCursor recorded) {
    List<ShmBuffer> buffers = context.buffers();
    checkSize(recorded, buffers);
    for (int index = 0; index < buffers.size(); index++) {
      JsonCursor one = RecordSchema.BUFFER.check(recorded.list().get(index));
      check(one, "cookie", Mismatch.hex(buffers.get(index).cookie().get()));
      check(one, "pageCnt", buffers.get(index).pageCount().get());
      check(one, "pgList", machine.number(buffers.get(index).pageList().get(0).get()));
    }
  }

  private void comparePins(JsonCursor recorded) {
    Map<Integer, Integer> expected = new TreeMap<>();
    recorded
        .numbered(machine.machine().guestPages().size())
        .forEach((page, pins) -> expected.put(page, pins.count()));
    Map<Integer, Integer> got = new TreeMap<>();
    for (GuestPage page : machine.machine().guestPages()) {
      if (page.references() != 1) {
        got.put(page.number(), page.references() - 1);
      }
    }
    Mismatch.check(recorded.path(), expected, got);
  }
}
