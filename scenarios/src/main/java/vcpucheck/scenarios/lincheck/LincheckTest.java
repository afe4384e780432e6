package vcpucheck.scenarios.lincheck;

import java.util.List;

/**
 * Operations on one form of the mediator.
 *
 * @param suite which operations
 * @param form which form
 * @param operations the class that Lincheck runs
 * @param specification the class that says what is right
 * @param isLinearizable what is expected
 */
record LincheckTest(
    Suite suite, String form, Class<?> operations, Class<?> specification, boolean isLinearizable) {
  /**
   * Operations that are run together.
   *
   * @param name what they are called
   * @param scenario the scenario of the catalogue that is about the same
   * @param id its number there
   */
  record Suite(String name, String scenario, String id) {
    /** What the user may call them, the usual name first. */
    List<String> names() {
      return List.of(name, scenario, id);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final Suite COOKIE_REUSE = new Suite("cookie-reuse", "cookie-reuse", "S01");
  private static final Suite LIMITS = new Suite("limits", "linearizable-limits", "S68");
  private static final Suite CALLS = new Suite("calls", "linearizable-calls", "S69");
  private static final Suite BUFFERS = new Suite("buffers", "linearizable-buffers", "S70");
  private static final Suite PAGES = new Suite("pages", "linearizable-pages", "S71");
  private static final String LOCKED_4_13 = "xen-4.13 (locked)";
  private static final String LOCKED_4_14 = "xen-4.14 (locked)";
  private static final String LOCKED_4_22 = "xen-4.22 (locked)";
  private static final String REPAIRED = "repaired (locked)";
  private static final String LOCK_FREE = "xen-4.22 (lock-free)";

  /** Every test. */
  static final List<LincheckTest> ALL =
      List.of(
          cookieReuse(LOCKED_4_13, CookieReuseOperations.Xen413.class, false),
          cookieReuse(LOCKED_4_14, CookieReuseOperations.Xen414.class, true),
          cookieReuse(LOCK_FREE, CookieReuseOperations.LockFree.class, true),
          limits(LOCKED_4_22, LimitOperations.Locked.class, false),
          limits(LOCK_FREE, LimitOperations.LockFree.class, true),
          calls(LOCKED_4_22, CallOperations.Locked.class),
          calls(LOCK_FREE, CallOperations.LockFree.class),
          buffers(LOCKED_4_22, BufferOperations.Locked.class, false),
          buffers(REPAIRED, BufferOperations.Repaired.class, true),
          buffers(LOCK_FREE, BufferOperations.LockFree.class, true),
          buffers(LOCK_FREE + ", M-scan-then-insert", BufferOperations.Seeded.class, false),
          pages(REPAIRED, PageOperations.Locked.class),
          pages(LOCK_FREE, PageOperations.LockFree.class));

  private static LincheckTest cookieReuse(String form, Class<?> operations, boolean isRight) {
    return new LincheckTest(
        COOKIE_REUSE, form, operations, CookieReuseOperations.Specified.class, isRight);
  }

  private static LincheckTest limits(String form, Class<?> operations, boolean isRight) {
    return new LincheckTest(LIMITS, form, operations, LimitOperations.Specified.class, isRight);
  }

  private static LincheckTest calls(String form, Class<?> operations) {
    return new LincheckTest(CALLS, form, operations, CallOperations.Specified.class, true);
  }

  private static LincheckTest buffers(String form, Class<?> operations, boolean isRight) {
    return new LincheckTest(BUFFERS, form, operations, BufferOperations.Specified.class, isRight);
  }

  private static LincheckTest pages(String form, Class<?> operations) {
    return new LincheckTest(PAGES, form, operations, PageOperations.Specified.class, true);
  }

  /** How many ways to distribute operations over two threads are tried. */
  int scenarios() {
    return isGuest() ? 1 : 10;
  }

  /** How many operations each thread does. */
  int operationsPerThread() {
    return isGuest() ? 1 : 2;
  }

  /* Its two operations happen once. */
  private boolean isGuest() {
    return specification == CookieReuseOperations.Specified.class;
  }

  /** What it is called: the operations and the form of the mediator. */
  String name() {
    return suite + " on " + form;
  }
}
