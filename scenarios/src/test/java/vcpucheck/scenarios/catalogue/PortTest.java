package vcpucheck.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.scenarios.fixtures.CommandRun;

/** What {@code port} says of fixes whose C is known. */
final class PortTest {
  private static String port(int status, String command) {
    return CommandRun.output(status, "port " + command);
  }

  /** The commit moves the call of free_optee_shm_buf from line 1467 to behind line 1084. */
  @Test
  void the_fix_of_the_seed_race_moves_a_call_between_two_functions() {
    String out =
        port(ExitStatus.VERIFIED, "--from xen-4.13 --to xen-4.13+5b13eb1d97 S01 --vcpus 2");
    assertTrue(
        out.startsWith(
            "PORT: xen-4.13 -> commit-5b13eb1d97, decided in 2 functions of"
                + " xen/arch/arm/tee/optee.c of xen-4.13\n"),
        out);
    assertTrue(out.contains("\n  handle_rpc_return  1040-1106, +FREE_BUFFER_EARLY\n"), out);
    assertTrue(out.contains("\n  handle_rpc_cmd  1401-1487, +FREE_BUFFER_EARLY\n"), out);
    String words = out.replaceAll("\\s+", " ");
    assertTrue(words.contains("access_guest_memory_by_ipa 1084"), out);
    assertTrue(words.contains("free_optee_shm_buf 1467"), out);
    int added = out.indexOf("+ do 22 operations");
    int removed = out.indexOf("- no longer do 22 operations");
    assertTrue(added > 0 && removed > added, out);
    assertTrue(out.indexOf("free_optee_shm_buf (574-605): lock d1.lock", added) > added, out);
  }

  @Test
  void lines_are_those_of_the_revision_that_is_ported_to() {
    String out =
        port(
            ExitStatus.VERIFIED,
            "--from xen-4.22 --to xen-4.22+PUT_ON_UNKNOWN_COOKIE S20 --markdown -");
    assertTrue(out.contains("- handle_rpc_cmd  1445-1528, +PUT_ON_UNKNOWN_COOKIE"), out);
    assertFalse(out.contains("1401-1487"), out);
  }

  @Test
  void marked_accesses_and_locks_are_told_with_the_primitives_of_xen() {
    String marked = port(ExitStatus.VERIFIED, "--from xen-4.22 --to xen-4.22+MARKED_THREAD_ID S67");
    assertTrue(marked.contains("opaque load, READ_ONCE"), marked);
    assertTrue(marked.contains("opaque store, WRITE_ONCE"), marked);
    String joint = port(ExitStatus.VERIFIED, "--from xen-4.22 --to xen-4.22+JOINT_RESERVATION S68");
    assertTrue(joint.contains("locked, spin_lock"), joint);
  }

  @Test
  void a_candidate_that_no_scenario_comes_to_has_nothing_to_port() {
    String out =
        port(ExitStatus.VIOLATED, "--from xen-4.22 --to xen-4.22+CREATION_TEARDOWN S01 --vcpus 2");
    assertTrue(out.contains("  +CREATION_TEARDOWN  reached nowhere"), out);
  }
}
