package vcpucheck.mediator;

import vcpucheck.checker.memory.CFunction;
import vcpucheck.mediator.abi.Capability;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.xen.Registers;

/** The calls that OP-TEE answers at once. */
final class FastCalls {
  /* OPTEE_MEDIATOR_SMC_COUNT: how many calls the mediator says that it supports. */
  private static final long SUPPORTED_CALLS = 11;

  private final Environment environment;
  private final RpcPages rpcPages;

  FastCalls(Environment environment, RpcPages rpcPages) {
    this.environment = environment;
    this.rpcPages = rpcPages;
  }

  CallResult handle(OpteeDomain context, SmcFunction function, Registers guest) {
    return switch (function) {
      case CALLS_COUNT -> handled(guest.with0(SUPPORTED_CALLS));
      case CALLS_UID, CALL_GET_OS_UUID -> handled(guest.withResults(forward(context, function, 0)));
      case CALLS_REVISION, CALL_GET_OS_REVISION -> {
        Registers answer = forward(context, function, 0);
        yield handled(guest.with0(answer.r0()).with1(answer.r1()));
      }
      case GET_SHM_CONFIG -> handled(guest.with0(SmcReturn.ENOTAVAIL));
      case ENABLE_SHM_CACHE -> handled(guest.with0(forward(context, function, 0).r0()));
      case DISABLE_SHM_CACHE -> handled(disableCache(context, guest));
      case EXCHANGE_CAPABILITIES -> handled(exchange(context, guest));
      default -> new CallResult(false, guest);
    };
  }

  private static CallResult handled(Registers registers) {
    return new CallResult(true, registers);
  }

  private Registers forward(OpteeDomain context, SmcFunction function, long argument) {
    return environment.secureCall(context, Registers.of(function.id()).with1(argument));
  }

  /* xen/arch/arm/tee/optee.c optee_handle_call@1c3ed9c908. */
  @CFunction("optee_handle_call")
  private Registers disableCache(OpteeDomain context, Registers guest) {
    SmcFunction function =
        environment.behaviour().has(Fix.DISABLE_CACHE_ID)
            ? SmcFunction.DISABLE_SHM_CACHE
            : SmcFunction.ENABLE_SHM_CACHE;
    Registers answer = forward(context, function, 0);
    if (answer.r0() != SmcReturn.OK) {
      return guest.with0(answer.r0());
    }
    rpcPages.free(context, Registers.pair(answer.r1(), answer.r2()));
    return guest.with0(answer.r0()).with1(answer.r1()).with2(answer.r2());
  }

  /* xen/arch/arm/tee/optee.c handle_exchange_capabilities@40decd9266. */
  @CFunction("handle_exchange_capabilities")
  private Registers exchange(OpteeDomain context, Registers guest) {
    Registers answer =
        forward(
            context, SmcFunction.EXCHANGE_CAPABILITIES, guest.r1() & Capability.NSEC_UNIPROCESSOR);
    if (answer.r0() != SmcReturn.OK) {
      return guest.with0(answer.r0());
    }
    long known = Capability.SEC_UNREGISTERED_SHM | Capability.SEC_DYNAMIC_SHM;
    if (environment.behaviour().has(Fix.MEMREF_NULL_CAPABILITY)) {
      known |= Capability.SEC_MEMREF_NULL;
    }
    boolean isUsable = (answer.r1() & Capability.SEC_DYNAMIC_SHM) != 0;
    return isUsable
        ? guest.with0(answer.r0()).with1(answer.r1() & known)
        : guest.with0(SmcReturn.ENOTAVAIL);
  }
}
