-- N processes enter a critical section K times each, and increment a counter in it.
type process: 0 .. N - 1;
type number: 0 .. N * K;

var isLocked: boolean;
    counter: number;
    round: array [process] of 0 .. K;
    seen: array [process] of number;
    at: array [process] of 0 .. 3;

startstate begin
  isLocked := false;
  counter := 0;
  for p: process do
    round[p] := 0; seen[p] := 0; at[p] := 0;
  end;
end;

ruleset p: process do
  rule "lock" at[p] = 0 & round[p] < K & !isLocked ==> begin
    isLocked := true;
    at[p] := 1;
  end;

  rule "load" at[p] = 1 ==> begin
    seen[p] := counter;
    at[p] := 2;
  end;

  rule "store" at[p] = 2 ==> begin
    counter := seen[p] + 1;
    at[p] := 3;
  end;

  rule "unlock" at[p] = 3 ==> begin
    isLocked := false;
    seen[p] := 0;
    round[p] := round[p] + 1;
    at[p] := 0;
  end;
end;
