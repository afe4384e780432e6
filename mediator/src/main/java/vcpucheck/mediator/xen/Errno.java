package vcpucheck.mediator.xen;

/**
 * The error numbers of Xen ({@code xen/include/public/errno.h}) that the mediator's functions
 * return.
 */
public enum Errno {
  /** 0: no error. */
  OK,
  /** {@code -ENOMEM}. */
  ENOMEM,
  /** {@code -EEXIST}: where C has {@code -EINVAL}, for a cookie that is taken. */
  EEXIST,
  /** {@code -EINVAL}. */
  EINVAL,
  /** {@code -ENODEV}. */
  ENODEV,
  /** {@code -ENOSPC}. */
  ENOSPC,
  /** {@code -ERESTART}. */
  ERESTART
}
