package vcpucheck.scenarios.tee;

import java.util.List;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.xen.PageContent;

/**
 * What a call of a trusted application asks the guest for, in order. {@code func} of the message
 * names the script.
 *
 * @param demands what it asks for
 */
public record Script(List<RpcDemand> demands) {

  public Script {
    demands = List.copyOf(demands);
  }

  /** A script. */
  public static Script of(RpcDemand... demands) {
    return new Script(List.of(demands));
  }

  /** Allocates a payload buffer of one page and frees it. */
  public static Script borrowPayload() {
    return of(payload(), new RpcDemand.Release(0));
  }

  /** A payload buffer of one page. */
  public static RpcDemand payload() {
    return new RpcDemand.Allocate(RpcCommand.SHM_TYPE_APPL, PageContent.PAGE_SIZE, true);
  }

  /** A payload buffer of one page that the call can do without. */
  public static RpcDemand optionalPayload() {
    return new RpcDemand.Allocate(RpcCommand.SHM_TYPE_APPL, PageContent.PAGE_SIZE, false);
  }

  /** Asks for the time: the least that needs an argument page. */
  public static RpcDemand time() {
    return new RpcDemand.Command(RpcCommand.GET_TIME, 0, 0);
  }
}
