package vcpucheck.mediator;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.GuestPage;
import vcpucheck.mediator.xen.PageContent;

/**
 * Copies between guest memory and Xen: {@code access_guest_memory_by_gpa}.
 *
 * <p>A copy is one step, or one step per word if the behaviour says so.
 */
final class GuestMemory {
  private final Environment environment;
  private final Behaviour behaviour;

  GuestMemory(Environment environment) {
    this.environment = environment;
    behaviour = environment.behaviour();
  }

  /**
   * Copies the first words of a guest page; the rest of the result is zero.
   *
   * @return null if the guest has no such page
   */
  @CFunction("access_guest_memory_by_gpa")
  @Nullable PageContent read(Domain domain, long address, int words) {
    return environment
        .memory()
        .<@Nullable PageContent>call(
            () -> {
              GuestPage page = domain.beginAccess(address, false);
              if (page == null) {
                return null;
              }
              PageContent copy = load(page.content(), words);
              domain.endAccess(page);
              return copy;
            });
  }

  private PageContent load(ValueCell<PageContent> cell, int words) {
    if (!behaviour.tornCopies()) {
      return words == PageContent.WORDS
          ? cell.get(Access.OPAQUE)
          : cell.project(new PageContent.GetPrefix(words), Access.OPAQUE);
    }
    PageContent copy = PageContent.ZERO;
    for (int index = 0; index < words; index++) {
      copy = copy.with(index, cell.project(new PageContent.GetWord(index), Access.OPAQUE));
    }
    return copy;
  }

  /**
   * Copies the first words of a page into guest memory.
   *
   * @return whether the guest has such a page
   */
  @CFunction("access_guest_memory_by_gpa")
  boolean write(Domain domain, long address, PageContent source, int words) {
    return environment
        .memory()
        .call(
            () -> {
              GuestPage page = domain.beginAccess(address, true);
              if (page == null) {
                return false;
              }
              store(page.content(), source, words);
              domain.endAccess(page);
              return true;
            });
  }

  private void store(ValueCell<PageContent> cell, PageContent source, int words) {
    if (!behaviour.tornCopies()) {
      cell.update(new PageContent.CopyPrefix(source, words), Access.OPAQUE);
      return;
    }
    for (int index = 0; index < words; index++) {
      cell.update(new PageContent.SetWord(index, source.word(index)), Access.OPAQUE);
    }
  }

  /**
   * The number of parameters as an index bound; a larger count makes C read and write beyond the
   * page.
   */
  int boundedParams(Message message) {
    long params = message.params();
    environment
        .memory()
        .expect(
            Message.fits(params) || behaviour.has(Fix.BOUNDED_PARAMS),
            BuiltInProperty.MEMORY_SAFETY,
            "num_params of a shadow page makes Xen go beyond the page: num_params=" + params);
    return (int) Math.min(params, Message.MAX_PARAMS);
  }
}
