package vcpucheck.mediator.xen;

import vcpucheck.checker.memory.ValueCell;

/** One page of machine memory: {@code struct page_info} and what stands in the page. */
public sealed interface MachinePage permits GuestPage, XenPage {
  /** The content; an access to a Xen heap page that is free is a violation. */
  ValueCell<PageContent> content();
}
