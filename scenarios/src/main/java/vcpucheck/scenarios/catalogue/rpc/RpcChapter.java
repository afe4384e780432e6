package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.catalogue.Scenario;

/**
 * Requests of OP-TEE and the answers of a guest to them: argument pages, payload buffers, page
 * lists.
 */
public final class RpcChapter {
  private RpcChapter() {}

  /** The chapter's scenarios. */
  public static List<Scenario> scenarios() {
    return List.of(
        CacheDisabled.scenario(),
        SharedTemporary.scenario(),
        AnyFreeOrder.scenario(),
        UnknownArgument.scenario(),
        UnreachableArgument.scenario(),
        RestartThenCompletion.scenario(),
        RpcStateSurvives.scenario(),
        AddressZero.scenario(),
        FreedThroughRpc.scenario(),
        StolenPageList.scenario(),
        UntranslatedOffer.scenario(),
        DuplicateArgument.scenario(),
        ForeignArgument.scenario(),
        LateUnmapping.scenario(),
        GrowingAnswer.scenario(),
        LeakedThread.scenario(),
        FreeingAnswer.scenario(),
        RewrittenCommand.scenario(),
        PlainOffer.scenario(),
        ForgedRequest.scenario());
  }
}
