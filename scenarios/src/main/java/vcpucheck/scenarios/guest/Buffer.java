package vcpucheck.scenarios.guest;

import java.util.List;
import vcpucheck.mediator.xen.PageContent;

/**
 * A piece of guest memory that can be shared: {@code struct tee_shm}. There is one for each cookie,
 * in use or not.
 *
 * @param cookie its name: in Linux, the address of the struct
 * @param list guest-physical address of its page list
 * @param pages guest-physical addresses of its pages
 */
public record Buffer(long cookie, long list, List<Long> pages) {

  public Buffer {
    pages = List.copyOf(pages);
  }

  /** Its length in bytes. */
  public long bytes() {
    return (long) pages.size() * PageContent.PAGE_SIZE;
  }

  /** Guest-physical address of its first page. */
  public long page() {
    return pages.get(0);
  }
}
