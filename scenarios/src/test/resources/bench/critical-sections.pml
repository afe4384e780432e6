/* N processes enter a critical section K times each, and increment a counter in it. */
bit lock;
byte counter;

active [N] proctype vcpu() {
  byte round, seen;
end:
  do
  :: atomic { round < K && lock == 0 -> lock = 1 };
     seen = counter;
     counter = seen + 1;
     d_step { lock = 0; seen = 0; round++ }
  od
}
