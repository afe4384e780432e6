package vcpucheck.scenarios.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.checker.model.Specification.Next;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.spec.Answer.Found;
import vcpucheck.scenarios.spec.Answer.Plain;
import vcpucheck.scenarios.spec.TableOperation.AddBuffer;
import vcpucheck.scenarios.spec.TableOperation.AddPage;
import vcpucheck.scenarios.spec.TableOperation.Begin;
import vcpucheck.scenarios.spec.TableOperation.End;
import vcpucheck.scenarios.spec.TableOperation.FindBuffer;
import vcpucheck.scenarios.spec.TableOperation.FindPage;
import vcpucheck.scenarios.spec.TableOperation.GiveBack;
import vcpucheck.scenarios.spec.TableOperation.RemoveBuffer;
import vcpucheck.scenarios.spec.TableOperation.RemovePage;
import vcpucheck.scenarios.spec.TableOperation.Reserve;
import vcpucheck.scenarios.spec.TableOperation.Resume;
import vcpucheck.scenarios.spec.TableOperation.Suspend;

/** The tables do what the specification says, when nothing is concurrent. */
class MediatorTablesTest {
  /** Two threads, two buffers, pages below five. */
  private static final Limits LIMITS = new Limits(2, 2, 3, 5, 2);

  private static final int VCPUS = 3;
  private static final int COOKIES = 3;
  private static final int SEQUENCES = 200;
  private static final int LENGTH = 60;

  static Stream<Arguments> forms() {
    return Stream.of(Variant.values())
        .flatMap(
            variant ->
                Stream.of(Revision.XEN_4_13, Revision.XEN_4_22, Revision.REPAIRED)
                    .map(revision -> Arguments.of(variant, revision)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void generated_sequences_are_answered_as_specified(Variant variant, Revision revision) {
    TableSpecification specification = new TableSpecification(LIMITS);
    Set<Answer> answers = new HashSet<>();
    for (int seed = 0; seed < SEQUENCES; seed++) {
      Random random = new Random(seed);
      MediatorTables tables =
          new MediatorTables(
              NativeMemory.create(), variant, Behaviour.of(revision, LIMITS), VCPUS, COOKIES);
      MediatorState state = specification.initial();
      List<TableOperation> done = new ArrayList<>();
      for (int count = 0; count < LENGTH; count++) {
        TableOperation operation = operation(random, state);
        done.add(operation);
        Next<MediatorState, Answer> next = specification.apply(state, operation);
        assertEquals(next.answer(), tables.perform(operation), done::toString);
        answers.add(next.answer());
        state = next.state();
      }
    }
    assertEquals(
        Set.of(Plain.YES, Plain.NO, Plain.DONE, new Found(0), new Found(1), new Found(2)), answers);
  }

  private static TableOperation operation(Random random, MediatorState state) {
    int vcpu = random.nextInt(VCPUS);
    long cookie = random.nextInt(COOKIES);
    int number = random.nextInt(3);
    return switch (random.nextInt(12)) {
      case 0 -> new Begin(vcpu);
      case 1 -> new Resume(vcpu, number);
      case 2 -> state.waiting().contains(number) ? new End(vcpu) : new Suspend(vcpu, number);
      case 3 -> new End(vcpu);
      case 4 -> new Reserve(vcpu, number);
      case 5 -> new GiveBack(vcpu);
      case 6 -> new AddBuffer(cookie, number);
      case 7 -> new FindBuffer(cookie);
      case 8 -> new RemoveBuffer(cookie);
      case 9 -> new AddPage(cookie, number);
      case 10 -> new FindPage(cookie);
      default -> new RemovePage(cookie);
    };
  }

  @Test
  void what_fits_is_admitted_up_to_the_limits() {
    check(new Reserve(0, 4), Plain.YES);
    check(new Reserve(0, 5), Plain.NO);
    check(new Reserve(0, 2), Plain.YES, new Reserve(1, 2), Plain.YES, new Reserve(2, 0), Plain.NO);
    check(new Reserve(0, 4), Plain.YES, new GiveBack(0), Plain.YES, new Reserve(1, 4), Plain.YES);
    check(new Begin(0), Plain.YES, new Begin(1), Plain.YES, new Begin(2), Plain.NO);
  }

  @Test
  void a_call_is_driven_by_one() {
    check(
        new Begin(0),
        Plain.YES,
        new Suspend(0, 7),
        Plain.YES,
        new Resume(1, 7),
        Plain.YES,
        new Resume(2, 7),
        Plain.NO,
        new End(0),
        Plain.NO,
        new End(1),
        Plain.YES);
  }

  @Test
  void a_cookie_is_taken_once_among_its_kind() {
    check(
        new AddBuffer(7, 1),
        Plain.YES,
        new AddBuffer(7, 2),
        Plain.NO,
        new AddPage(7, 3),
        Plain.YES,
        new FindBuffer(7),
        new Found(1),
        new RemoveBuffer(7),
        Plain.DONE,
        new FindBuffer(7),
        Plain.NO,
        new FindPage(7),
        new Found(3),
        new AddBuffer(7, 2),
        Plain.YES);
  }

  /* Operations and their answers in turn. */
  private static void check(Object... operationsAndAnswers) {
    TableSpecification specification = new TableSpecification(LIMITS);
    MediatorState state = specification.initial();
    for (int index = 0; index < operationsAndAnswers.length; index += 2) {
      Next<MediatorState, Answer> next =
          specification.apply(state, (TableOperation) operationsAndAnswers[index]);
      assertEquals(operationsAndAnswers[index + 1], next.answer());
      state = next.state();
    }
  }
}
