/*
 * N processes insert a key of their own into a sorted list and remove the next one's, K times, with
 * other keys each time (Michael, High performance dynamic lock-free hash tables and list-based
 * sets, SPAA 2002). No key is inserted twice, and no node freed.
 */
#define WANTED (round * N + (_pid + removing) % N)
#define LINKED (link[previous] == 2 * current)
#define MARKED (next % 2 == 1)

byte allocated;
byte key[N * K + 1];

/* Of the head, which is 0, and of nodes: twice the next node, plus 1 if the node is marked. */
byte link[N * K + 1];
bit removed[N * K];

inline forget() {
  previous = 0; current = 0; next = 0; seen = 0
}

inline end_round() {
  forget(); mine = 0; removing = 0; round++
}

/* Comes to a node, or to the end of the list, where there is nothing to remove. */
inline come_to(node) {
  current = node; next = 0; seen = 0;
  if
  :: current == 0 && removing -> end_round()
  :: else
  fi
}

active [N] proctype vcpu() {
  byte round, mine, previous, current, next, seen;
  bit removing;

here:
  if
  :: d_step { round < K && mine == 0 -> allocated++; mine = allocated };
     key[mine] = WANTED;
     goto search
  :: d_step { current == 0 && mine != 0 -> link[mine] = 0 };
     goto insert
  :: d_step { current != 0 -> next = link[current] }
  fi;
  seen = key[current];
  if
  :: d_step { !LINKED -> forget() };
     goto search
  :: LINKED && MARKED;
     if
     :: d_step { !LINKED -> forget() };
        goto search
     :: d_step { LINKED -> link[previous] = next - 1; come_to(next / 2) };
        goto here
     fi
  :: d_step { LINKED && !MARKED && seen < WANTED -> previous = current; come_to(next / 2) };
     goto here
  :: d_step { LINKED && !MARKED && seen == WANTED -> seen = 0 };
     goto mark
  :: d_step { LINKED && !MARKED && seen > WANTED && removing -> end_round() };
     goto here
  :: d_step { LINKED && !MARKED && seen > WANTED && !removing -> seen = 0 }
  fi;
  link[mine] = 2 * current;

insert:
  if
  :: d_step { !LINKED -> forget() }
  :: d_step { LINKED -> link[previous] = 2 * mine; forget(); removing = 1 }
  fi;

search:
  /* SPIN lets nobody jump to a d_step itself */
  if
  :: d_step { come_to(link[0] / 2) }
  fi;
  goto here;

mark:
  if
  :: d_step { link[current] != next -> forget() };
     goto search
  :: d_step { link[current] == next -> link[current] = next + 1 }
  fi;
  d_step {
    if
    :: LINKED -> link[previous] = next
    :: else
    fi;
    forget()
  };
  d_step { removed[WANTED] = 1; end_round() };
  goto here
}
