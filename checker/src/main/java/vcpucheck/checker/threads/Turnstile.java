package vcpucheck.checker.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.ViolationException;
import vcpucheck.checker.memory.threads.Gate;
import vcpucheck.checker.model.ModelException;

/**
 * A gate that lets one thread through at a time: from one operation to where it asks for the next.
 * Threads that are no vCPUs are let through at once.
 */
final class Turnstile implements Gate {
  private static final long STACK_BYTES = 64L << 20;
  private final Duration patience;

  private final List<Visitor> visitors = new ArrayList<>();
  private boolean isClosed;

  /** One vCPU's thread. */
  private static final class Visitor {
    private final Thread thread;
    private boolean isAtGate;
    private boolean mayPass;
    private boolean isDone;
    private String wants = "";
    private BooleanSupplier isReady = () -> true;
    private String outcome = "";
    private int alternative;
    private @Nullable Throwable failure;

    Visitor(Thread thread) {
      this.thread = thread;
    }
  }

  /**
   * Makes a gate that nothing waits at.
   *
   * @param patience for how long a thread may run between two operations
   */
  Turnstile(Duration patience) {
    this.patience = patience;
  }

  /** Unwinds a thread that is not needed any more. */
  @SuppressWarnings("serial")
  private static final class Closed extends Error {
    Closed() {
      super("the gate is closed", null, false, false);
    }
  }

  // ---- for the threads ----

  @Override
  public void enter(String operation, BooleanSupplier isReady) {
    @Nullable Visitor visitor = current();
    if (visitor == null) {
      return;
    }
    synchronized (this) {
      visitor.wants = operation;
      visitor.isReady = isReady;
      visitor.isAtGate = true;
      notifyAll();
      while (!visitor.mayPass) {
        if (isClosed) {
          throw new Closed();
        }
        pause();
      }
      visitor.mayPass = false;
      visitor.isAtGate = false;
    }
  }

  @Override
  public synchronized void leave(String outcome) {
    @Nullable Visitor visitor = current();
    if (visitor != null) {
      visitor.outcome = outcome;
    }
  }

  @Override
  public synchronized OptionalInt alternative() {
    @Nullable Visitor visitor = current();
    return visitor == null ? OptionalInt.empty() : OptionalInt.of(visitor.alternative);
  }

  private synchronized @Nullable Visitor current() {
    Thread thread = Thread.currentThread();
    return visitors.stream().filter(one -> one.thread.equals(thread)).findFirst().orElse(null);
  }

  @SuppressWarnings("WaitNotInLoop") // who calls it loops
  private void pause() {
    try {
      wait(patience.toMillis());
    } catch (InterruptedException e) {
      isClosed = true;
      notifyAll();
    }
  }

  // ---- for the one that lets them through ----

  /** Starts a vCPU, and waits until it asks for its first operation or has ended. */
  void start(String name, Runnable program) {
    int number = visitors.size();
    Thread thread = new Thread(null, () -> run(number, program), name, STACK_BYTES);
    thread.setDaemon(true);
    synchronized (this) {
      visitors.add(new Visitor(thread));
    }
    thread.start();
    awaitRest(visitors.get(number));
  }

  private void run(int number, Runnable program) {
    @Nullable Throwable failure = null;
    try {
      program.run();
    } catch (Closed e) {
      /* it is not needed any more */
    } catch (Throwable e) {
      failure = e;
    }
    synchronized (this) {
      Visitor visitor = visitors.get(number);
      visitor.failure = failure;
      visitor.isDone = true;
      notifyAll();
    }
  }

  /**
   * Lets a vCPU do the operation that it asks for, and waits until it asks for the next.
   *
   * @return what came of it
   */
  String pass(int vcpu, int alternative) {
    Visitor visitor = visitors.get(vcpu);
    synchronized (this) {
      visitor.outcome = "";
      visitor.alternative = alternative;
      visitor.mayPass = true;
      visitor.isAtGate = false;
      notifyAll();
    }
    awaitRest(visitor);
    return visitor.outcome;
  }

  private synchronized void awaitRest(Visitor visitor) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!visitor.isDone && (visitor.mayPass || !visitor.isAtGate)) {
      if (System.nanoTime() > deadline) {
        throw new ModelException(
            "code under test must ask for a memory operation or end: vcpu="
                + visitor.thread.getName()
                + ", seconds="
                + patience.toSeconds()
                + "; look for an endless loop");
      }
      pause();
    }
  }

  /** Whether a vCPU has ended. */
  synchronized boolean isDone(int vcpu) {
    return visitors.get(vcpu).isDone;
  }

  /** The operation that a vCPU asks for. */
  synchronized String wants(int vcpu) {
    return visitors.get(vcpu).wants;
  }

  /** Whether that need not wait for another vCPU. */
  synchronized boolean isReady(int vcpu) {
    try {
      return visitors.get(vcpu).isReady.getAsBoolean();
    } catch (ViolationException e) {
      return true; /* the vCPU meets the same when it does the operation */
    }
  }

  /** What ended a vCPU's thread, if that was no end of its program. */
  synchronized @Nullable Throwable failure(int vcpu) {
    return visitors.get(vcpu).failure;
  }

  /** Unwinds the threads that wait, and waits until they have ended. */
  void close() {
    synchronized (this) {
      isClosed = true;
      notifyAll();
    }
    for (Visitor visitor : visitors) {
      try {
        visitor.thread.join(patience.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
