/* N processes increment a counter K times each, in a loop of load, compare and set. */
byte counter;

active [N] proctype vcpu() {
  byte round, seen;
end:
  do
  :: d_step { round < K -> seen = counter };
     d_step {
       if
       :: counter == seen -> counter++; round++
       :: else
       fi;
       seen = 0
     }
  od
}
