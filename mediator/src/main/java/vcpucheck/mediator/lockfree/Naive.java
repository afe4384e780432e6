package vcpucheck.mediator.lockfree;

/** One way to build lock-free tables wrongly, to see whether the models of them are sensitive. */
enum Naive {
  /** A buffer and its pages are reserved one after the other. */
  TWO_STEP_RESERVE,
  /** S50: a reference is taken without a look at whether the struct is still there. */
  PLAIN_INCREMENT,
  /** S50: a struct is freed under those who use it. */
  FREE_UNDER_READERS,
  /** S51: a slot has no generation. */
  BARE_INDEX,
  /** S51: the generation of a slot has one bit. */
  ONE_BIT_GENERATION,
  /** S52: a slot is live before it is filled. */
  CLAIM_THEN_FILL,
  /** S52: cookies are compared and then inserted, decided in no one place. */
  SCAN_THEN_INSERT
}
