package vcpucheck.scenarios.tee;

/**
 * The page through which a secure thread sends commands to the guest.
 *
 * @param cookie the guest's name for it
 * @param address its machine address; 0 for no page
 */
public record ArgumentPage(long cookie, long address) {
  /** No page. */
  public static final ArgumentPage NONE = new ArgumentPage(0, 0);

  /** Whether there is a page. */
  public boolean isPresent() {
    return address != 0;
  }
}
