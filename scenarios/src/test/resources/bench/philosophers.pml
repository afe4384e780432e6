/* N philosophers take the fork on their left, then the one on their right, and put both back. */
bit fork[N];

active [N] proctype philosopher() {
end:
  d_step { fork[_pid] == 0 -> fork[_pid] = 1 };
  d_step { fork[(_pid + 1) % N] == 0 -> fork[(_pid + 1) % N] = 1 };
  fork[_pid] = 0;
  fork[(_pid + 1) % N] = 0;
  false
}
