package vcpucheck.checker.engine;

import java.util.Arrays;

/**
 * What part of a block each node's operation can be, as far as was asked: see {@link
 * BlockExpander}. Shared by the expanders of one search.
 */
final class BlockRoles {
  /** Not asked yet. */
  static final byte UNKNOWN = 0;

  static final byte YES = 1;
  static final byte NO = 2;

  private final Vcpus vcpus;
  private final Sharing sharing;
  private final byte[][] ordered;
  private final byte[][] mover;

  BlockRoles(Vcpus vcpus, Sharing sharing) {
    this.vcpus = vcpus;
    this.sharing = sharing;
    ordered = new byte[vcpus.count()][0];
    mover = new byte[vcpus.count()][0];
  }

  /**
   * Whether a node's operation is an ordered access.
   *
   * @param mayAsk whether to find out; if not, the answer may be {@link #UNKNOWN}
   */
  byte ordered(int vcpu, int node, boolean mayAsk) {
    byte known = node < ordered[vcpu].length ? ordered[vcpu][node] : UNKNOWN;
    if (known != UNKNOWN || !mayAsk) {
      return known;
    }
    sharing.absorb();
    byte answer = sharing.isOrdered(vcpus.code(vcpu).op(node)) ? YES : NO;
    remember(ordered, vcpu, node, answer);
    return answer;
  }

  /**
   * Whether a node's operation is a mover.
   *
   * @param mayAsk whether to find out; if not, the answer may be {@link #UNKNOWN}
   */
  byte mover(int vcpu, int node, boolean mayAsk) {
    byte known = node < mover[vcpu].length ? mover[vcpu][node] : UNKNOWN;
    if (known != UNKNOWN || !mayAsk) {
      return known;
    }
    sharing.absorb();
    byte answer = sharing.isMover(vcpu, vcpus.code(vcpu).op(node)) ? YES : NO;
    remember(mover, vcpu, node, answer);
    return answer;
  }

  private static void remember(byte[][] answers, int vcpu, int node, byte answer) {
    if (node >= answers[vcpu].length) {
      answers[vcpu] = Arrays.copyOf(answers[vcpu], Math.max(node + 1, answers[vcpu].length * 2));
    }
    answers[vcpu][node] = answer;
  }
}
