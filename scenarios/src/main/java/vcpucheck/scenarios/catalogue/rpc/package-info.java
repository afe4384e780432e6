/**
 * Requests of OP-TEE and the answers of a guest to them: argument pages, payload buffers, page
 * lists.
 */
@NullMarked
package vcpucheck.scenarios.catalogue.rpc;

import org.jspecify.annotations.NullMarked;
