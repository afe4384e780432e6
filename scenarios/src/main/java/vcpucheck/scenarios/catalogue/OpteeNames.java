package vcpucheck.scenarios.catalogue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vcpucheck.checker.catalogue.Glossary.Names;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;

/**
 * What numbers of guests, Xen and OP-TEE are called: in messages (optee_msg.h, optee_rpc_cmd.h), as
 * results (tee_client_api.h), as RPC functions and in a0 (optee_smc.h).
 *
 * <p>The first word of a message is a command of a standard call or of an RPC. Where both have one
 * of that number, what follows tells which it is, and where it does not, the number stays.
 */
final class OpteeNames {
  /** From the first word of a message up to its first parameter: the session, ret, and a count. */
  private static final String HEAD = "\\d+, [^,]+, \\d+, ";

  private static final int PARAMETER = 4;
  private static final long PAGES = ParamType.TMEM_OUTPUT | ParamType.NONCONTIG;

  /** A number that is all of a value is one of these; 0xffff0000 can be an RPC, too. */
  private static final Map<Long, String> ALONE =
      Maps.filterKeys(TeecResult.NAMES, result -> result != TeecResult.ERROR_GENERIC);

  /** {@code ret} is the high half of the third word. */
  private static final Map<Long, String> HIGH_RESULTS =
      TeecResult.NAMES.entrySet().stream()
          .collect(
              Collectors.toMap(
                  result -> result.getKey() << Integer.SIZE, result -> result.getValue() + "<<32"));

  private static final Map<Long, String> RPC_FUNCTIONS =
      Map.of(
          (long) SmcReturn.RPC_FUNC_ALLOC, "RPC_FUNC_ALLOC",
          (long) SmcReturn.RPC_FUNC_FREE, "RPC_FUNC_FREE",
          (long) SmcReturn.RPC_FUNC_FOREIGN_INTR, "RPC_FUNC_FOREIGN_INTR",
          (long) SmcReturn.RPC_FUNC_CMD, "RPC_FUNC_CMD");

  /** What a0 says to a guest: which RPC it has to do, or how its call has ended. */
  private static final Map<Long, String> RETURNS =
      ImmutableMap.<Long, String>builder()
          .putAll(SmcReturn.NAMES)
          .put(SmcReturn.RPC_PREFIX | SmcReturn.RPC_FUNC_ALLOC, "RETURN_RPC_ALLOC")
          .put(SmcReturn.RPC_PREFIX | SmcReturn.RPC_FUNC_FREE, "RETURN_RPC_FREE")
          .put(SmcReturn.RPC_PREFIX | SmcReturn.RPC_FUNC_FOREIGN_INTR, "RETURN_RPC_FOREIGN_INTR")
          .put(SmcReturn.RPC_CMD, "RETURN_RPC_CMD")
          .buildOrThrow();

  private static final Map<Long, String> TYPES =
      Map.of(
          (long) ParamType.VALUE_INPUT,
          "VALUE_INPUT",
          (long) ParamType.VALUE_OUTPUT,
          "VALUE_OUTPUT",
          (long) ParamType.VALUE_INOUT,
          "VALUE_INOUT",
          (long) ParamType.TMEM_INPUT,
          "TMEM_INPUT",
          PAGES,
          "TMEM_OUTPUT|NONCONTIG");

  /** All, in the order in which they are put in: a command last, for others are found by it. */
  static final List<Names> NAMES =
      List.of(
          Names.of("^(\\d+)$", ALONE),
          Names.of("^(?:CallResult\\[handled=true, registers=)?Registers\\[r0=(\\d+)", RETURNS),
          Names.of("^Delivery\\[guest=Registers\\[r0=(\\d+)", RETURNS),
          Names.of("(?:\\bRet\\[|\\bSetHigh\\[index=2, )value=(\\d+)", TeecResult.NAMES),
          Names.of("words=\\[\\d+, \\d+, (-?\\d+)", HIGH_RESULTS),
          Names.of("SavedRpc\\[operation=(\\d+)", RPC_FUNCTIONS),
          Names.of("words=\\[\\d+, " + HEAD + "(\\d+)", TYPES),
          Names.of("SetWord\\[index=" + PARAMETER + ", value=(\\d+)\\b", TYPES),
          Names.of(
              "words=\\[(\\d+)(?=[,\\]])",
              Map.of(
                  (long) MessageCommand.INVOKE_COMMAND, "CMD_INVOKE_COMMAND",
                  (long) MessageCommand.UNREGISTER_SHM, "CMD_UNREGISTER_SHM",
                  (long) RpcCommand.SHM_ALLOC, "RPC_CMD_SHM_ALLOC",
                  (long) RpcCommand.SHM_FREE, "RPC_CMD_SHM_FREE")),
          Names.of(
              "words=\\[(\\d+), " + HEAD + "TMEM",
              Map.of((long) MessageCommand.REGISTER_SHM, "CMD_REGISTER_SHM")),
          Names.of(
              "words=\\[(\\d+), " + HEAD + "VALUE",
              Map.of(
                  (long) RpcCommand.GET_TIME, "RPC_CMD_GET_TIME",
                  (long) RpcCommand.WAIT_QUEUE, "RPC_CMD_WAIT_QUEUE")));

  private OpteeNames() {}
}
