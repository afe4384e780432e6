/**
 * The constants and the message format that a guest, the mediator and OP-TEE agree on.
 *
 * <p>Each constant names its C counterpart. Sources: {@code optee_smc.h}, {@code optee_msg.h},
 * {@code optee_rpc_cmd.h} and {@code tee_client_api.h}.
 */
@NullMarked
package vcpucheck.mediator.abi;

import org.jspecify.annotations.NullMarked;
