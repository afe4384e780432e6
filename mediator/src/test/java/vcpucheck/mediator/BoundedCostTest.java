package vcpucheck.mediator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.StageTwo;
import vcpucheck.mediator.xen.XenPage;

/**
 * P17, bounded cost: what a guest can make Xen hold is bounded, in structs by the number of buffers
 * and in pages, a page list counted as the block of 2^order pages that C allocates, by the size of
 * one buffer, too.
 */
class BoundedCostTest {
  private static final long BASE = 0x4000_0000L;
  private static final String PROPERTY = "bounded-cost";
  private static final int LIST = 2;
  private static final int DATA = 3;

  private static final int BUFFERS = 1;
  private static final int PAGES_PER_BUFFER = 2;

  /* Storage for buffers of twice the size, which the fix, not the storage, is to refuse. */
  private static final Limits WIDE = new Limits(2, BUFFERS, 2 * PAGES_PER_BUFFER, 100, 1);
  private static final Limits LIMITS = new Limits(2, BUFFERS, PAGES_PER_BUFFER, 100, 1);

  @ParameterizedTest
  @EnumSource(
      names = {"COMMIT_551D3CEA0F"},
      mode = EnumSource.Mode.EXCLUDE)
  void cost_is_bounded(Revision revision) {
    Behaviour behaviour = Behaviour.of(revision, LIMITS);
    assertInstanceOf(Verdict.Verified.class, run(behaviour, 1));
    assertInstanceOf(Verdict.Verified.class, run(behaviour, 2 * PAGES_PER_BUFFER));
  }

  @Test
  void before_96383955f6_a_guest_could_have_any_number_of_buffers() {
    Behaviour before = Behaviour.of(Revision.XEN_4_13, LIMITS).without(Fix.BUFFER_COUNT_LIMIT);
    assertViolated("Xen holds 2 buffers for one guest, more than 1", run(before, 1));
    Behaviour first = Behaviour.of(Revision.COMMIT_551D3CEA0F, LIMITS);
    assertViolated("Xen holds 2 buffers for one guest, more than 1", run(first, 1));
  }

  @Test
  void before_847c18e681_a_buffer_could_have_any_size() {
    Behaviour before = Behaviour.of(Revision.XEN_4_13, WIDE).without(Fix.BUFFER_SIZE_LIMIT);
    assertViolated(
        "Xen holds 4 pages of page lists for one guest, more than 2",
        run(before, 2 * PAGES_PER_BUFFER));
  }

  private static void assertViolated(String message, Verdict verdict) {
    Verdict.Violated violated = assertInstanceOf(Verdict.Violated.class, verdict);
    assertEquals(PROPERTY, violated.counterexample().property());
    assertEquals(message, violated.counterexample().message());
  }

  /** Two vCPUs register a buffer each. */
  private static Verdict run(Behaviour behaviour, int pages) {
    return Checker.of(memory -> build(memory, behaviour, pages))
        .with(Options.defaults().with(Options.Build.RELEASE))
        .run()
        .verdict();
  }

  private static Program build(Memory memory, Behaviour behaviour, int pages) {
    Machine machine = new Machine(memory, StageTwo.Kind.FIXED, 12);
    Domain domain = new Domain(machine, 1, BASE);
    for (int page = 0; page <= DATA; page++) {
      domain.addRam();
    }
    Mediator mediator =
        new Mediator(
            machine,
            List.of(domain),
            new ThreadedTee(machine, false),
            MediatorConfig.of(behaviour, new StructPools.Capacity(1, 3, 1, 2)));
    /* A page list with one entry a page, which goes round. */
    PageContent list = PageContent.ZERO.with(0, address(DATA)).with(1, address(LIST));
    machine.guestPage(LIST).content().set(list, Access.OPAQUE);
    List<Vcpu<?>> vcpus = new ArrayList<>();
    for (int vcpu = 0; vcpu < 2; vcpu++) {
      machine.guestPage(vcpu).content().set(register(vcpu, pages).content(), Access.OPAQUE);
      Registers call = Registers.of(SmcFunction.CALL_WITH_ARG.id()).withPair12(address(vcpu));
      vcpus.add(Vcpu.of("vcpu" + vcpu, () -> mediator.handleCall(domain, call)));
    }
    return Program.of(vcpus, Property.always(PROPERTY, () -> problem(mediator.structs())));
  }

  private static Message register(int vcpu, int pages) {
    return Message.EMPTY
        .withCommand(MessageCommand.REGISTER_SHM)
        .withParams(1)
        .withParam(
            0,
            ParamType.TMEM_OUTPUT | ParamType.NONCONTIG,
            address(LIST),
            pages * (long) PageContent.PAGE_SIZE,
            0x60 + vcpu);
  }

  private static long address(int page) {
    return BASE + page * (long) PageContent.PAGE_SIZE;
  }

  private static Optional<String> problem(StructPools structs) {
    int held = 0;
    int listPages = 0;
    Slab<ShmBuffer> slab = structs.buffers();
    for (int index = 0; index < slab.capacity(); index++) {
      if (slab.isAllocated(slab.slot(index))) {
        held++;
        listPages += block(slab.slot(index));
      }
    }
    if (held > BUFFERS) {
      return Optional.of("Xen holds " + held + " buffers for one guest, more than " + BUFFERS);
    }
    int most = BUFFERS * blockOf(PAGES_PER_BUFFER);
    return listPages > most
        ? Optional.of(
            "Xen holds " + listPages + " pages of page lists for one guest, more than " + most)
        : Optional.empty();
  }

  /* Pages that the page list of a buffer takes, in a block as C allocates it. */
  private static int block(ShmBuffer buffer) {
    int pages = 0;
    for (RefCell<XenPage> page : buffer.pageList()) {
      if (page.get() != null) {
        pages++;
      }
    }
    return pages == 0 ? 0 : blockOf(pages);
  }

  private static int blockOf(int pages) {
    int block = Integer.highestOneBit(pages);
    return block == pages ? block : 2 * block;
  }
}
