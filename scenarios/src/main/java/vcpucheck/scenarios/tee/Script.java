package vcpucheck.scenarios.tee;

import java.util.List;
import vcpucheck.mediator.abi.RpcCommand;

/**
 * What a call of a trusted application asks the guest for, in order. {@code func} of the message
 * names the script.
 *
 * @param demands what it asks for
 */
public record Script(List<Demand> demands) {
  private static final long PAGE = 4096;

  public Script {
    demands = List.copyOf(demands);
  }

  /** A script. */
  public static Script of(Demand... demands) {
    return new Script(List.of(demands));
  }

  /** Allocates a payload buffer of one page and frees it. */
  public static Script borrowPayload() {
    return of(payload(), new Demand.Release(0));
  }

  /** A payload buffer of one page. */
  public static Demand payload() {
    return new Demand.Allocate(RpcCommand.SHM_TYPE_APPL, PAGE, true);
  }

  /** A payload buffer of one page that the call can do without. */
  public static Demand optionalPayload() {
    return new Demand.Allocate(RpcCommand.SHM_TYPE_APPL, PAGE, false);
  }

  /** Asks for the time: the least that needs an argument page. */
  public static Demand time() {
    return new Demand.Command(RpcCommand.GET_TIME, 0, 0);
  }
}
