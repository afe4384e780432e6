package vcpucheck.scenarios.spec;

import vcpucheck.checker.model.Specification.Next;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.scenarios.spec.MediatorState.Named;
import vcpucheck.scenarios.spec.MediatorState.Reservation;

/**
 * What a vCPU asks of a domain's tables.
 *
 * <p>A vCPU drives at most one call at a time and has at most one reservation; an operation that
 * does not fit to that answers {@link Answer.Plain#NO} and does nothing.
 */
public sealed interface TableOperation {
  /** What it does to a value. */
  Next<MediatorState, Answer> apply(MediatorState state, Limits limits);

  /** Does it to tables. */
  Answer perform(MediatorTables tables);

  /** Counts a new call and drives it: yes, unless as many as threads are counted. */
  record Begin(int vcpu) implements TableOperation {
    @Override
    public Next<MediatorState, Answer> apply(MediatorState state, Limits limits) {
      boolean fits = !state.isDriver(vcpu) && state.calls() < limits.threads();
      return fits ? yes(state.withDriver(vcpu)) : no(state);
    }

    @Override
    public Answer perform(MediatorTables tables) {
      return Answer.of(tables.begin(vcpu));
    }
  }

  /**
   * Drives the call that waits with a thread id: yes, unless there is none.
   *
   * <p>Thread ids are OP-TEE's, which gives each to one call at a time: not again before the
   * resumption with it has returned.
   */
  record Resume(int vcpu, int threadId) implements TableOperation {
    @Override
    public Next<MediatorState, Answer> apply(MediatorState state, Limits limits) {
      boolean isThere = !state.isDriver(vcpu) && state.waiting().contains(threadId);
      return isThere ? yes(state.withoutWaiting(threadId).withDriver(vcpu)) : no(state);
    }

    @Override
    public Answer perform(MediatorTables tables) {
      return Answer.of(tables.resume(vcpu, threadId));
    }
  }

  /**
   * Lets the vCPU's call wait with a thread id: yes, if the vCPU drives one.
   *
   * @param threadId not negative
   */
  record Suspend(int vcpu, int threadId) implements TableOperation {
    @Override
    public Next<MediatorState, Answer> apply(MediatorState state, Limits limits) {
      return state.isDriver(vcpu)
          ? yes(state.withoutDriver(vcpu).withWaiting(threadId))
          : no(state);
    }

    @Override
    public Answer perform(MediatorTables tables) {
      return Answer.of(tables.suspend(vcpu, threadId));
    }
  }

  /** Ends the vCPU's call, and counts it no longer: yes, if the vCPU drives one. */
  record End(int vcpu) implements TableOperation {
    @Override
    public Next<MediatorState, Answer> apply(MediatorState state, Limits limits) {
      return state.isDriver(vcpu) ? yes(state.withoutDriver(vcpu)) : no(state);
    }

    @Override
    public Answer perform(MediatorTables tables) {
      return Answer.of(tables.end(vcpu));
    }
  }

  /**
   * Counts a buffer and its pages: yes, if both fit.
   *
   * @param pages at least 0
   */
  record Reserve(int vcpu, int pages) implements TableOperation {
    @Override
    public Next<MediatorState, Answer> apply(MediatorState state, Limits limits) {
      boolean fits =
          !state.hasReserved(vcpu)
              && state.reservations().size() < limits.buffers()
              && state.reservedPages() + pages < limits.pageQuota();
      return fits ? yes(state.withReservation(new Reservation(vcpu, pages))) : no(state);
    }

    @Override
    public Answer perform(MediatorTables tables) {
      return Answer.of(tables.reserve(vcpu, pages));
    }
  }

  /** Counts what the vCPU has reserved no longer: yes, if it has. */
  record GiveBack(int vcpu) implements TableOperation {
    @Override
    public Next<MediatorState, Answer> apply(MediatorState state, Limits limits) {
      return state.hasReserved(vcpu) ? yes(state.withoutReservation(vcpu)) : no(state);
    }

    @Override
    public Answer perform(MediatorTables tables) {
      return Answer.of(tables.giveBack(vcpu));
    }
  }

  /**
   * Adds a buffer: yes, unless its cookie is taken.
   *
   * @param size what {@link FindBuffer} tells, to see whether it finds the right one
   */
  record AddBuffer(long cookie, int size) implements TableOperation {
    @Override
    public Next<MediatorState, Answer> apply(MediatorState state, Limits limits) {
      return MediatorState.find(state.buffers(), cookie).isPresent()
          ? no(state)
          : yes(state.withBuffer(new Named(cookie, size)));
    }

    @Override
    public Answer perform(MediatorTables tables) {
      return Answer.of(tables.addBuffer(cookie, size));
    }
  }

  /** Looks into the buffer with a cookie: its size, or no. */
  record FindBuffer(long cookie) implements TableOperation {
    @Override
    public Next<MediatorState, Answer> apply(MediatorState state, Limits limits) {
      return new Next<>(
          state, Answer.found(MediatorState.find(state.buffers(), cookie).map(Named::content)));
    }

    @Override
    public Answer perform(MediatorTables tables) {
      return Answer.found(tables.findBuffer(cookie));
    }
  }

  /** Takes the buffer with a cookie out, if there is one; done in either case, as in C. */
  record RemoveBuffer(long cookie) implements TableOperation {
    @Override
    public Next<MediatorState, Answer> apply(MediatorState state, Limits limits) {
      return new Next<>(state.withoutBuffer(cookie), Answer.Plain.DONE);
    }

    @Override
    public Answer perform(MediatorTables tables) {
      tables.removeBuffer(cookie);
      return Answer.Plain.DONE;
    }
  }

  /**
   * Adds an argument page: yes, unless its cookie is taken.
   *
   * @param frame what {@link FindPage} tells
   */
  record AddPage(long cookie, int frame) implements TableOperation {
    @Override
    public Next<MediatorState, Answer> apply(MediatorState state, Limits limits) {
      return MediatorState.find(state.pages(), cookie).isPresent()
          ? no(state)
          : yes(state.withPage(new Named(cookie, frame)));
    }

    @Override
    public Answer perform(MediatorTables tables) {
      return Answer.of(tables.addPage(cookie, frame));
    }
  }

  /** Looks into the argument page with a cookie: its frame, or no. */
  record FindPage(long cookie) implements TableOperation {
    @Override
    public Next<MediatorState, Answer> apply(MediatorState state, Limits limits) {
      return new Next<>(
          state, Answer.found(MediatorState.find(state.pages(), cookie).map(Named::content)));
    }

    @Override
    public Answer perform(MediatorTables tables) {
      return Answer.found(tables.findPage(cookie));
    }
  }

  /** Takes the argument page with a cookie out, if there is one; done in either case. */
  record RemovePage(long cookie) implements TableOperation {
    @Override
    public Next<MediatorState, Answer> apply(MediatorState state, Limits limits) {
      return new Next<>(state.withoutPage(cookie), Answer.Plain.DONE);
    }

    @Override
    public Answer perform(MediatorTables tables) {
      tables.removePage(cookie);
      return Answer.Plain.DONE;
    }
  }

  private static Next<MediatorState, Answer> yes(MediatorState state) {
    return new Next<>(state, Answer.Plain.YES);
  }

  private static Next<MediatorState, Answer> no(MediatorState state) {
    return new Next<>(state, Answer.Plain.NO);
  }
}
