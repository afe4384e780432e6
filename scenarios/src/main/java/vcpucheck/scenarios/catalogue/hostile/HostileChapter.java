package vcpucheck.scenarios.catalogue.hostile;

import java.util.List;
import vcpucheck.checker.catalogue.Scenario;

/**
 * Guests that do anything, memory that changes under the mediator, and an OP-TEE that answers
 * anything legal.
 */
public final class HostileChapter {
  private HostileChapter() {}

  /** The chapter's scenarios. */
  public static List<Scenario> scenarios() {
    return List.of(
        HostileGuest.scenario(),
        AnyLegalAnswer.scenario(),
        AnyAnswerHostileGuest.scenario(),
        ShadowAsMemory.scenario(),
        ChangingMessage.scenario(),
        ChangingPageList.scenario(),
        BallooningWhilePinned.scenario());
  }
}
