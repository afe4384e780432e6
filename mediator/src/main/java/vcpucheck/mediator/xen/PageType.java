package vcpucheck.mediator.xen;

/**
 * What a frame of the second-stage map is: {@code p2m_type_t}, as far as the mediator tells types
 * apart.
 */
public enum PageType {
  /** {@code p2m_ram_rw}: ordinary RAM. */
  RAM_RW,
  /** {@code p2m_ram_ro}: RAM that the guest may read. */
  RAM_RO,
  /** {@code p2m_map_foreign_rw}: a page of another domain. */
  FOREIGN,
  /** {@code p2m_invalid}: nothing. */
  NONE;

  /** Whether Xen reads guest memory there. */
  boolean isReadable() {
    return this == RAM_RW || this == RAM_RO;
  }
}
