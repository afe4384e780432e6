package vcpucheck.scenarios.catalogue;

import java.util.List;
import java.util.stream.Stream;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;

/** The scenarios of Xen's OP-TEE mediator. */
public final class OpteeCatalogue implements Catalogue {
  @Override
  public List<Scenario> scenarios() {
    return List.of(
        CookieReuse.scenario(),
        CookieReuseRpc.scenario(),
        ArgumentReuse.scenario(),
        ArgumentReuseThirdCall.scenario(),
        CrossKindReuse.scenario(),
        ThreadIdReuse.scenario(),
        ThreadLimit.scenario(),
        LostWakeUp.scenario(),
        GrowingRegistration.scenario(),
        BufferCountEdge.scenario(),
        PageQuotaEdge.scenario(),
        CacheDisabled.scenario(),
        UnregisterInUse.scenario(),
        FailingUnregister.scenario(),
        AllocationFailures.scenario(),
        PartialTranslation.scenario(),
        SecondParameter.scenario(),
        SharedTemporary.scenario(),
        AnyFreeOrder.scenario(),
        UnknownArgument.scenario(),
        UnreachableArgument.scenario(),
        RestartThenCompletion.scenario(),
        RpcStateSurvives.scenario(),
        StatusIgnored.scenario(),
        UndeliveredResults.scenario(),
        AddressZero.scenario(),
        FailedCreation.scenario(),
        SentinelResume.scenario(),
        DoubleResume.scenario(),
        NullReference.scenario(),
        FailingRegister.scenario(),
        FreedWhileFilled.scenario(),
        FreedThroughRpc.scenario(),
        StolenPageList.scenario(),
        UntranslatedOffer.scenario(),
        DuplicateArgument.scenario(),
        ForeignArgument.scenario(),
        ShadowAsMemory.scenario(),
        ChangingMessage.scenario(),
        ChangingPageList.scenario(),
        BallooningWhilePinned.scenario(),
        StuckAtDestruction.scenario(),
        DestructionAfterCalls.scenario(),
        PreemptedDestruction.scenario(),
        TwoDomains.scenario(),
        SizeArithmetic.scenario(),
        LateUnmapping.scenario(),
        RetireVersusLookup.scenario(),
        SlotReuse.scenario(),
        ClaimThenFill.scenario(),
        EarlyUncount.scenario(),
        PerCpuCount.scenario(),
        OverReservation.scenario(),
        GrowingAnswer.scenario(),
        HostileGuest.scenario(),
        AnyLegalAnswer.scenario(),
        AnyAnswerHostileGuest.scenario(),
        ManyBuffers.scenario(),
        LargeBuffer.scenario(),
        RefusedBuffers.scenario(),
        ResultsOnly.scenario(),
        RefusedUnregister.scenario(),
        ShortPageList.scenario(),
        ThreadIdRace.scenario(),
        LinearizableLimits.scenario(),
        LinearizableCalls.scenario(),
        LinearizableBuffers.scenario(),
        LinearizablePages.scenario(),
        ConcurrentCalls.scenario(),
        CrossKindReuseBack.scenario(),
        LeakedThread.scenario(),
        PhantomBuffer.scenario(),
        ReusedByAnother.scenario(),
        FreeingAnswer.scenario(),
        RewrittenCommand.scenario(),
        PlainOffer.scenario(),
        TooManyParameters.scenario(),
        ForgedRequest.scenario());
  }

  @Override
  public List<Named> revisions() {
    return Stream.of(Revision.values()).map(Forms::named).toList();
  }

  @Override
  public List<Named> variants() {
    return Stream.of(Variant.values()).map(Forms::named).toList();
  }

  @Override
  public List<Named> mutants() {
    return Stream.of(
            Stream.of(Mutant.values()).map(Forms::named),
            Stream.of(Forms.queueAfter(), Forms.noSyncPause()),
            Forms.repairs().map(Forms::named))
        .flatMap(named -> named)
        .toList();
  }
}
