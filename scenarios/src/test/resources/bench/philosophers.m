-- N philosophers take the fork on their left, then the one on their right, and put both back.
type process: 0 .. N - 1;

var isTaken: array [process] of boolean;
    at: array [process] of 0 .. 4;

startstate begin
  for p: process do
    isTaken[p] := false; at[p] := 0;
  end;
end;

ruleset p: process do
  rule "take left" at[p] = 0 & !isTaken[p] ==> begin
    isTaken[p] := true;
    at[p] := 1;
  end;

  rule "take right" at[p] = 1 & !isTaken[(p + 1) % N] ==> begin
    isTaken[(p + 1) % N] := true;
    at[p] := 2;
  end;

  rule "put left back" at[p] = 2 ==> begin
    isTaken[p] := false;
    at[p] := 3;
  end;

  rule "put right back" at[p] = 3 ==> begin
    isTaken[(p + 1) % N] := false;
    at[p] := 4;
  end;
end;
