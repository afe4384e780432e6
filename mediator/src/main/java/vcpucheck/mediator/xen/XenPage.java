package vcpucheck.mediator.xen;

import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.ValueCell;

/** A page that Xen allocates for itself; a slot of the {@link XenHeap}. */
public final class XenPage implements MachinePage {
  private final ValueCell<PageContent> content;

  XenPage(Cells cells) {
    content = cells.valueCell("content", PageContent.ZERO);
  }

  @Override
  public ValueCell<PageContent> content() {
    return content;
  }
}
