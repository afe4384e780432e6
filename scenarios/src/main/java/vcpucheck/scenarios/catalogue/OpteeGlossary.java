package vcpucheck.scenarios.catalogue;

import java.util.List;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.catalogue.Glossary.Phrase;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.abi.TeecResult;

/**
 * What operations of guests, Xen and OP-TEE mean. Messages are known by their first words: the
 * command, and what their first parameter is (optee_msg.h, optee_rpc_cmd.h).
 */
final class OpteeGlossary {
  private static final long PAGES = ParamType.TMEM_OUTPUT | ParamType.NONCONTIG;

  /** The address and size of the pages of a parameter, and then the cookie. */
  private static final String COOKIE = "\\d+, \\d+, (\\d+)\\]";

  /** A message that has a parameter: five words, and three for it. */
  private static final String PARAMETER = "words=\\[(?:-?\\d+, ){7}-?\\d+";

  /** A guest that stores a message has no C function. */
  private static final String NOT_BY_THE_GUEST = "^(?!: store).*";

  private static final String LOAD = "load (?:\\(\\w+\\) )?";

  static final Glossary GLOSSARY =
      new Glossary(
          List.of(
              Phrase.of("tee_shm(\\d+)\\.taken: 0 -> 1", "Linux takes cookie $1"),
              Phrase.of("tee_shm(\\d+)\\.taken: 1 -> 0", "Linux frees cookie $1"),
              Phrase.of("tee_shm(\\d+)\\.taken: 1 is not 0", "Linux finds cookie $1 taken"),
              Phrase.of(
                  "(?:handle_std_call|handle_rpc_cmd_alloc): store .*xen_page#\\d+\\.content: .*"
                      + PARAMETER,
                  "Xen hands the message on"),
              Phrase.of(
                  "(?:access_guest_memory_by_gpa: "
                      + LOAD
                      + "page\\d+|handle_rpc_cmd: store .*xen_page#\\d+)\\.content: ",
                  "Xen copies the message"),
              Phrase.of(
                  NOT_BY_THE_GUEST + message(RpcCommand.SHM_ALLOC, ParamType.VALUE_INPUT),
                  "OP-TEE asks the guest for a buffer, by RPC"),
              Phrase.of(
                  message(RpcCommand.SHM_ALLOC, PAGES) + COOKIE,
                  "the guest answers: a buffer with cookie $1"),
              Phrase.of(
                  NOT_BY_THE_GUEST
                      + message(RpcCommand.SHM_FREE, ParamType.VALUE_INPUT)
                      + "\\d+, (\\d+)\\]",
                  "OP-TEE asks the guest to free cookie $1, by RPC"),
              Phrase.of(
                  message(MessageCommand.REGISTER_SHM, PAGES) + COOKIE,
                  "the guest registers a buffer under cookie $1"),
              Phrase.of(
                  "store .*content.*[ =](?:value=)?" + TeecResult.ERROR_BAD_PARAMETERS + "\\b",
                  "the answer is BAD_PARAMETERS"),
              Phrase.of(
                  "store .*content.*[ =](?:value=)?" + TeecResult.ERROR_OUT_OF_MEMORY + "\\b",
                  "the answer is OUT_OF_MEMORY"),
              Phrase.of(
                  "load .*content: " + TeecResult.ERROR_BAD_PARAMETERS + "$",
                  "the guest sees BAD_PARAMETERS"),
              Phrase.of(
                  "load .*content: " + TeecResult.ERROR_OUT_OF_MEMORY + "$",
                  "the guest sees OUT_OF_MEMORY"),
              Phrase.of("store (\\w+#\\d+)\\.cookie: (\\d+)", "Xen keeps $1 under cookie $2"),
              Phrase.of("store \\w+\\.(\\w+_list)\\.next: (\\w+#\\d+)", "Xen puts $2 on $1"),
              Phrase.of(
                  "load \\w+\\.(\\w+_list)\\.next: (\\w+#\\d+)",
                  "Xen searches $1, and $2 is on it"),
              Phrase.of(
                  "load (\\w+#\\d+)\\.cookie: (\\d+)", "Xen compares cookies: that of $1 is $2"),
              Phrase.of(
                  "optee_shm_buf_count: (\\d+) -> (\\d+)",
                  "Xen counts the domain's buffers: $1, now $2"),
              Phrase.of(
                  "add-unless .*optee_shm_buf_count: (\\d+)$",
                  "Xen finds the domain at its limit of $1 buffers"),
              Phrase.of(
                  "get_std_call: store (\\w+#\\d+)\\.in_flight: 1",
                  "Xen takes $1, which is now in flight"),
              Phrase.of(
                  "put_std_call: store (\\w+#\\d+)\\.in_flight: 0",
                  "Xen puts $1 back: it is in flight no more"),
              Phrase.of("get_std_call: load (\\w+#\\d+)\\.in_flight: 0", "$1 is not in flight"),
              Phrase.of(
                  "free_std_call: load (\\w+#\\d+)\\.in_flight: 1",
                  "Xen frees $1, and it is in flight"),
              Phrase.of(
                  "store .*\\bpage\\d+\\.content: PageContent\\[words=\\[1\\]\\]",
                  "the guest asks for a command to be run"),
              Phrase.of(
                  LOAD + "\\w+\\.threads: Optional\\[Admission\\[thread=(\\d+)",
                  "OP-TEE gives the call thread $1"),
              Phrase.of(
                  "Put\\[id=(\\d+), thread=SecureThread\\[state=SUSPENDED",
                  "OP-TEE suspends thread $1 for an RPC"),
              Phrase.of(
                  LOAD + "\\w+\\.threads: Optional\\[SecureThread\\[state=SUSPENDED",
                  "OP-TEE resumes the thread"),
              Phrase.of(
                  "load (shm_rpc#\\d+)\\.xen_arg_pg: (xen_page#\\d+)",
                  "Xen looks up the page of $1: $2"),
              Phrase.of("alloc (?:xen_page|optee_std_call): (\\w+#\\d+)", "Xen allocates $1"),
              Phrase.of(
                  "list_del: store \\w+\\.(\\w+_list)\\.next: null",
                  "Xen takes the last entry off $1")),
          OpteeNames.NAMES);

  private OpteeGlossary() {}

  /** A message of a command with one parameter of a type, up to the parameter's first value. */
  private static String message(int command, long parameter) {
    return "words=\\[" + command + ", 0, 0, \\d+, " + parameter + ", ";
  }
}
