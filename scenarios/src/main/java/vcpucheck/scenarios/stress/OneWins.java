package vcpucheck.scenarios.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Outcome;

/** Actors that both ask for what one of them can have, and what is right then. */
@Outcome(id = "accepted, refused", expect = ACCEPTABLE, desc = "the first wins")
@Outcome(id = "refused, accepted", expect = ACCEPTABLE, desc = "the second wins")
@Outcome(id = "accepted, accepted", expect = FORBIDDEN, desc = "both win")
@Outcome(id = "refused, refused", expect = FORBIDDEN, desc = "neither wins")
abstract class OneWins extends Actors {
  OneWins(StressTest test) {
    super(test);
  }
}
