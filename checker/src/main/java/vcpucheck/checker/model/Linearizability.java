package vcpucheck.checker.model;

import java.util.function.Supplier;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.ValueCell;

/**
 * Checks that the operations on an object, whenever they overlap, answer as if each had happened at
 * one moment between its call and its return.
 *
 * <p>{@link #perform} surrounds the code of each operation with two events, its call and its
 * return, which are steps of their own; {@link #property} is violated by the first return that no
 * order of the operations explains. Nothing is lost by that: in some interleavings nothing comes
 * between a call and the operation's first access, or between its last access and its return.
 *
 * <p>The events are accesses to one cell, which must not hide anything: they are opaque, so they
 * order nothing for the code under test, and they conflict with each other, so no reduction changes
 * their order.
 *
 * <p>Under a weak memory model the order in which calls and returns come is nothing that anybody
 * could know. There an operation must come behind another one only if the return of that happens
 * before its call: if a client of the object could have told it. {@link
 * vcpucheck.checker.Options#strictHistories} asks for the order in which they come, as under
 * sequential consistency.
 *
 * @param <S> see {@link Specification}
 * @param <O> see {@link Specification}
 * @param <R> see {@link Specification}
 */
public final class Linearizability<S, O, R> {
  private final Memory memory;
  private final Specification<S, O, R> specification;
  private final ValueCell<Explanations<S, O, R>> explanations;

  /**
   * Makes what is remembered of the operations on one object.
   *
   * @param object the object's name
   * @param specification what the object should do; a record, or marked {@link
   *     vcpucheck.checker.memory.ImmutableValue}
   */
  public Linearizability(Memory memory, String object, Specification<S, O, R> specification) {
    this.memory = memory;
    this.specification = specification;
    explanations = memory.valueCell("history of " + object, Explanations.initial(specification));
  }

  /**
   * Does one operation, and forgets everything that it observed but for its answer.
   *
   * @param caller a number that no other vCPU has
   * @param operation what the specification is asked
   * @param body what the object is asked
   * @return the object's answer
   */
  public R perform(int caller, O operation, Supplier<R> body) {
    explanations.update(new Explanations.Call<>(specification, caller, operation), Access.OPAQUE);
    R answer = memory.call(body);
    explanations.update(new Explanations.Return<>(caller, answer), Access.OPAQUE);
    return answer;
  }

  /** Every history can be explained. */
  public Property property() {
    Property.Settled check = () -> explanations.get(Access.OPAQUE).problem();
    return Property.always(BuiltInProperty.LINEARIZABLE.label(), check);
  }
}
