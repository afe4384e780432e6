package vcpucheck.scenarios.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a domain's tables hold, as a value. Lists are sorted, so that equal contents are equal.
 *
 * @param drivers the vCPUs that drive a call
 * @param waiting the thread ids of the calls that wait
 * @param reservations what vCPUs have reserved
 * @param buffers the shared buffers
 * @param pages the RPC argument pages
 */
public record MediatorState(
    List<Integer> drivers,
    List<Integer> waiting,
    List<Reservation> reservations,
    List<Named> buffers,
    List<Named> pages) {
  /** Empty tables. */
  public static final MediatorState EMPTY =
      new MediatorState(List.of(), List.of(), List.of(), List.of(), List.of());

  /** A buffer and its pages that a vCPU has reserved. */
  public record Reservation(int vcpu, int pages) implements Comparable<Reservation> {
    @Override
    public int compareTo(Reservation other) {
      return Integer.compare(vcpu, other.vcpu);
    }
  }

  /** Something with a cookie, and what is to be found in it. */
  public record Named(long cookie, int content) implements Comparable<Named> {
    @Override
    public int compareTo(Named other) {
      return Long.compareUnsigned(cookie, other.cookie);
    }
  }

  public MediatorState {
    drivers = sorted(drivers.stream());
    waiting = sorted(waiting.stream());
    reservations = sorted(reservations.stream());
    buffers = sorted(buffers.stream());
    pages = sorted(pages.stream());
  }

  private static <T extends Comparable<T>> List<T> sorted(Stream<T> elements) {
    return List.copyOf(elements.sorted().toList());
  }

  /** How many calls are counted. */
  int calls() {
    return drivers.size() + waiting.size();
  }

  /** How many pages are counted. */
  int reservedPages() {
    return reservations.stream().mapToInt(Reservation::pages).sum();
  }

  /** Whether a vCPU drives a call. */
  boolean isDriver(int vcpu) {
    return drivers.contains(vcpu);
  }

  /** Whether a vCPU has reserved something. */
  boolean hasReserved(int vcpu) {
    return reservations.stream().anyMatch(reservation -> reservation.vcpu() == vcpu);
  }

  /** What has a cookie, in a table. */
  static Optional<Named> find(List<Named> table, long cookie) {
    return table.stream().filter(named -> named.cookie() == cookie).findFirst();
  }

  /** With one more vCPU that drives a call. */
  MediatorState withDriver(int vcpu) {
    return new MediatorState(with(drivers, vcpu), waiting, reservations, buffers, pages);
  }

  /** With a vCPU that drives a call no longer. */
  MediatorState withoutDriver(int vcpu) {
    return new MediatorState(without(drivers, vcpu), waiting, reservations, buffers, pages);
  }

  /** With one more call that waits. */
  MediatorState withWaiting(int threadId) {
    return new MediatorState(drivers, with(waiting, threadId), reservations, buffers, pages);
  }

  /** With a call that waits no longer. */
  MediatorState withoutWaiting(int threadId) {
    return new MediatorState(drivers, without(waiting, threadId), reservations, buffers, pages);
  }

  /** With one more reservation. */
  MediatorState withReservation(Reservation reservation) {
    return new MediatorState(drivers, waiting, with(reservations, reservation), buffers, pages);
  }

  /** Without a vCPU's reservation. */
  MediatorState withoutReservation(int vcpu) {
    List<Reservation> others =
        reservations.stream().filter(reservation -> reservation.vcpu() != vcpu).toList();
    return new MediatorState(drivers, waiting, others, buffers, pages);
  }

  /** With one more buffer. */
  MediatorState withBuffer(Named buffer) {
    return new MediatorState(drivers, waiting, reservations, with(buffers, buffer), pages);
  }

  /** Without the buffer that has a cookie. */
  MediatorState withoutBuffer(long cookie) {
    return new MediatorState(drivers, waiting, reservations, without(buffers, cookie), pages);
  }

  /** With one more argument page. */
  MediatorState withPage(Named page) {
    return new MediatorState(drivers, waiting, reservations, buffers, with(pages, page));
  }

  /** Without the argument page that has a cookie. */
  MediatorState withoutPage(long cookie) {
    return new MediatorState(drivers, waiting, reservations, buffers, without(pages, cookie));
  }

  private static <T> List<T> with(List<T> list, T element) {
    return Stream.concat(list.stream(), Stream.of(element)).toList();
  }

  private static <T> List<T> without(List<T> list, T element) {
    int index = list.indexOf(element);
    return index < 0
        ? list
        : Stream.concat(
                list.subList(0, index).stream(), list.subList(index + 1, list.size()).stream())
            .toList();
  }

  private static List<Named> without(List<Named> table, long cookie) {
    return table.stream().filter(named -> named.cookie() != cookie).toList();
  }
}
