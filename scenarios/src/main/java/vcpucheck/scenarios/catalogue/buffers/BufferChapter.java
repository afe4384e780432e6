package vcpucheck.scenarios.catalogue.buffers;

import java.util.List;
import vcpucheck.checker.catalogue.Scenario;

/**
 * Shared buffers: registration and its end, pinning, the limits per domain, failing allocations.
 */
public final class BufferChapter {
  private BufferChapter() {}

  /** The chapter's scenarios. */
  public static List<Scenario> scenarios() {
    return List.of(
        GrowingRegistration.scenario(),
        BufferCountEdge.scenario(),
        PageQuotaEdge.scenario(),
        UnregisterInUse.scenario(),
        FailingUnregister.scenario(),
        AllocationFailures.scenario(),
        PartialTranslation.scenario(),
        SecondParameter.scenario(),
        NullReference.scenario(),
        FailingRegister.scenario(),
        FreedWhileFilled.scenario(),
        SizeArithmetic.scenario(),
        OverReservation.scenario(),
        ManyBuffers.scenario(),
        LargeBuffer.scenario(),
        RefusedBuffers.scenario(),
        RefusedUnregister.scenario(),
        ShortPageList.scenario(),
        PhantomBuffer.scenario());
  }
}
