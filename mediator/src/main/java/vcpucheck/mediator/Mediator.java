package vcpucheck.mediator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.Registers;

/**
 * The mediator between guests and OP-TEE: {@code xen/arch/arm/tee/optee.c}.
 *
 * <p>One of it serves all domains of a machine. Its state is in the machine's memory; any number of
 * vCPUs may be inside.
 */
public final class Mediator {
  private static final long REGISTER_BITS = 0xFFFF_FFFFL;

  private final Memory memory;
  private final Environment environment;
  private final Map<Integer, OpteeDomain> contexts;
  private final FastCalls fastCalls;
  private final StdCallFlow stdCalls;
  private final RpcFlow rpcs;
  private final Teardown teardown;

  /**
   * Makes the mediator while a model is built.
   *
   * @param machine with all guest pages
   * @param domains all domains of the machine
   * @param secureWorld who answers secure monitor calls
   */
  public Mediator(
      Machine machine, List<Domain> domains, SecureWorld secureWorld, MediatorConfig config) {
    memory = machine.memory();
    Limits limits = config.behaviour().limits();
    int pages =
        domains.stream()
            .mapToInt(domain -> config.behaviour(domain).limits().pagesPerBuffer())
            .reduce(
                Math.max(limits.pagesPerBuffer(), config.capacity().pagesPerBuffer()), Math::max);
    int listPages = (pages + limits.listEntries() - 1) / limits.listEntries();
    StructPools structs = StructPools.of(memory, config.capacity(), listPages, pages);
    environment =
        new Environment(machine, secureWorld, structs, config.behaviour(), config.diagnostics());
    SharedBuffers buffers = new SharedBuffers(environment);
    contexts = new LinkedHashMap<>();
    for (Domain domain : domains) {
      contexts.put(domain.id(), context(domain, buffers, config));
    }
    GuestMemory guestMemory = new GuestMemory(environment);
    RpcPages rpcPages = new RpcPages(environment);
    StdCalls records = new StdCalls(environment, rpcPages);
    Translation translation = new Translation(environment, buffers);
    RpcRequests requests = new RpcRequests(environment, guestMemory, rpcPages, buffers);
    Completion completion = new Completion(environment, guestMemory, records, buffers);
    SecureEntry entry = new SecureEntry(environment, records, rpcPages, requests, completion);
    fastCalls = new FastCalls(environment, rpcPages);
    stdCalls =
        new StdCallFlow(environment, guestMemory, records, buffers, translation, completion, entry);
    rpcs =
        new RpcFlow(
            environment,
            records,
            rpcPages,
            new RpcAnswers(environment, guestMemory, rpcPages, buffers, translation),
            entry);
    teardown = new Teardown(environment, records, rpcPages, buffers);
  }

  private OpteeDomain context(Domain domain, SharedBuffers buffers, MediatorConfig config) {
    return new OpteeDomain(
        memory,
        domain,
        config
            .variant()
            .tables(
                memory,
                domain.name() + ".",
                environment.structs(),
                config.behaviour(domain),
                buffer -> buffers.dispose(context(domain), buffer)),
        config.behaviour(domain).limits(),
        config.start() == MediatorConfig.Start.DOMAINS_READY);
  }

  /**
   * The mediator's state of a domain: for properties and reports.
   *
   * @throws IllegalArgumentException if the mediator does not know the domain
   */
  public OpteeDomain context(Domain domain) {
    OpteeDomain context = contexts.get(domain.id());
    if (context == null) {
      throw new IllegalArgumentException(
          "a domain must be given to the mediator when it is made: domain=" + domain.id());
    }
    return context;
  }

  /** The structs that it allocates: for properties and reports. */
  public StructPools structs() {
    return environment.structs();
  }

  /**
   * Looks for an OP-TEE that the mediator can work with: {@code optee_probe}.
   *
   * @return whether there is one
   */
  @CFunction("optee_probe")
  public boolean probe() {
    return new Probe(environment).isFound();
  }

  /**
   * Creates a domain's context and notifies OP-TEE: {@code optee_domain_init}.
   *
   * @return {@link Errno#OK}, {@link Errno#ENOMEM} or {@link Errno#ENODEV}
   */
  @CFunction("optee_domain_init")
  public Errno domainInit(Domain domain) {
    OpteeDomain context = context(domain);
    return memory.call(() -> initialise(context));
  }

  /* xen/arch/arm/tee/optee.c optee_domain_init@2e35cdf9b2. */
  private Errno initialise(OpteeDomain context) {
    StructPools.@Nullable Context allocation = environment.structs().contexts().alloc();
    if (allocation == null) {
      return Errno.ENOMEM;
    }
    Registers created =
        environment
            .secureWorld()
            .call(Registers.of(SmcFunction.VM_CREATED.id()).with1(context.clientId()));
    if (created.r0() != SmcReturn.OK) {
      environment.structs().contexts().free(allocation);
      return Errno.ENODEV;
    }
    context.tables().quota().reset();
    context.allocation().set(allocation);
    context.tee().set(1);
    return Errno.OK;
  }

  /**
   * Handles a secure monitor call of a guest: {@code optee_handle_call}.
   *
   * @param registers the guest's registers
   */
  @CFunction("optee_handle_call")
  public CallResult handleCall(Domain domain, Registers registers) {
    OpteeDomain context = context(domain);
    return memory.call(() -> dispatch(context, registers));
  }

  /* xen/arch/arm/tee/optee.c optee_handle_call@40decd9266. */
  private CallResult dispatch(OpteeDomain context, Registers registers) {
    boolean is32Bit = environment.behaviour().has(Fix.FUNCTION_ID_32);
    SmcFunction function =
        SmcFunction.of(is32Bit ? registers.r0() & REGISTER_BITS : registers.r0());
    if (function == null || context.tee().get(Access.OPAQUE) == 0) {
      return new CallResult(false, registers);
    }
    return switch (function) {
      case CALL_WITH_ARG -> new CallResult(true, stdCalls.handle(context, registers));
      case CALL_RETURN_FROM_RPC -> new CallResult(true, rpcs.handle(context, registers));
      default -> fastCalls.handle(context, function, registers);
    };
  }

  /**
   * What the toolstack's failure to create a domain leads to after {@link #domainInit}: {@code
   * optee_domain_teardown}. A stub in C; {@link Fix#CREATION_TEARDOWN} frees what there is.
   *
   * @return as {@link #relinquish}
   */
  @CFunction("optee_domain_teardown")
  public Errno domainTeardown(Domain domain) {
    return environment.behaviour().has(Fix.CREATION_TEARDOWN) ? relinquish(domain) : Errno.OK;
  }

  /**
   * Frees all that a domain holds, and notifies OP-TEE: {@code optee_relinquish_resources}. No vCPU
   * of the domain may run.
   *
   * @return {@link Errno#OK}, or {@link Errno#ERESTART} if it was preempted and is to be called
   *     again
   */
  @CFunction("optee_relinquish_resources")
  public Errno relinquish(Domain domain) {
    OpteeDomain context = context(domain);
    return memory.call(() -> teardown.run(context));
  }
}
