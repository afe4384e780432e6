package vcpucheck.scenarios.guest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import vcpucheck.checker.memory.Output;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.xen.Registers;

/**
 * A vCPU of a guest: does jobs one after the other, one secure monitor call per step. What the last
 * call of each job returns, and which buffers the vCPU holds then, is observed; what it is asked
 * meanwhile, and that it tries again, is not.
 */
public final class GuestVcpu {
  private final Guest guest;
  private final String name;
  private final int number;
  private final RpcHandler answers;
  private final List<Job> jobs;

  /**
   * Makes a vCPU.
   *
   * @param number from 0; says which message page is its own
   * @param answers how it answers requests
   * @param jobs at least one
   */
  public GuestVcpu(Guest guest, int number, RpcHandler answers, List<Job> jobs) {
    this.guest = guest;
    name = guest.domain().id() == 1 ? "vcpu" + number : guest.domain().name() + ".vcpu" + number;
    this.number = number;
    this.answers = answers;
    this.jobs = List.copyOf(jobs);
  }

  /** A vCPU of a Linux guest. */
  public static GuestVcpu linux(Guest guest, int number, Job... jobs) {
    return new GuestVcpu(guest, number, LinuxRpcHandler.INSTANCE, List.of(jobs));
  }

  /** The vCPU's program, holding some buffers from before. */
  public Vcpu<?> program(Long... held) {
    return program(VcpuState.begin(0, List.of(held)));
  }

  /**
   * The vCPU's program from where it stands after its first calls, which are made at once, while
   * the model is built.
   *
   * @param calls how many; fewer than the jobs take
   */
  public Vcpu<?> programAfter(int calls) {
    VcpuState task = VcpuState.begin(0, List.of());
    for (int call = 0; call < calls; call++) {
      task = step(task, Output.NONE).orElseThrow();
    }
    return program(task);
  }

  private Vcpu<VcpuState> program(VcpuState start) {
    Output returns = guest.memory().output(name + " returns");
    return new Vcpu<>(name, start, task -> step(task, returns));
  }

  /** Does all jobs at once, while a model is built: what happened before it starts. */
  public void runAll() {
    runTogether(List.of(this));
  }

  /** Does all jobs of some vCPUs, call by call in turn, while a model is built. */
  public static void runTogether(List<GuestVcpu> vcpus) {
    Map<GuestVcpu, VcpuState> tasks = new LinkedHashMap<>();
    vcpus.forEach(vcpu -> tasks.put(vcpu, VcpuState.begin(0, List.of())));
    while (!tasks.isEmpty()) {
      for (GuestVcpu vcpu : List.copyOf(tasks.keySet())) {
        VcpuState task = Objects.requireNonNull(tasks.remove(vcpu));
        vcpu.step(task, Output.NONE).ifPresent(next -> tasks.put(vcpu, next));
      }
    }
  }

  private Optional<VcpuState> step(VcpuState task, Output returns) {
    return switch (task.phase()) {
      case BEGIN -> begin(task, returns);
      case WAIT -> {
        guest.queues().await(number);
        yield call(task, task.held(), task.registers(), returns);
      }
      case REQUEST -> {
        Registers request = task.registers();
        Registers resume = guest.memory().call(() -> answers.answer(guest, request));
        yield call(task, task.held(), resume, returns);
      }
    };
  }

  private Optional<VcpuState> begin(VcpuState task, Output returns) {
    Job job = jobs.get(task.job());
    Job.Prepared prepared = guest.memory().call(() -> job.prepare(guest, number, task.held()));
    if (prepared.call().isEmpty()) {
      return next(task.job() + 1, prepared.held());
    }
    if (guest.queues().areUsed()) {
      guest.queues().enter(number);
    }
    return call(task, prepared.held(), prepared.call().orElseThrow(), returns);
  }

  private Optional<VcpuState> call(
      VcpuState task, List<Long> held, Registers registers, Output returns) {
    Registers result = guest.call(registers);
    if (SmcReturn.isRpc(result.r0())) {
      return Optional.of(task.requested(held, request(result)));
    }
    if (result.r0() == SmcReturn.ETHREAD_LIMIT && guest.queues().areUsed()) {
      return Optional.of(task.waiting(held, registers));
    }
    if (guest.queues().areUsed()) {
      guest.queues().leave(number);
    }
    Job job = jobs.get(task.job());
    Job.Outcome outcome = guest.memory().call(() -> job.conclude(guest, number, held, result));
    if (!outcome.isDone()) {
      return next(task.job(), outcome.held());
    }
    returns.emit(SmcReturn.text(result.r0()) + " holding " + outcome.held());
    return next(task.job() + 1, outcome.held());
  }

  /* Only these registers of a request mean anything. */
  private static Registers request(Registers result) {
    return Registers.results(result.r0(), result.r1(), result.r2(), result.r3());
  }

  private Optional<VcpuState> next(int job, List<Long> held) {
    return job < jobs.size() ? Optional.of(VcpuState.begin(job, held)) : Optional.empty();
  }
}
