-- N processes increment a counter K times each, in a loop of load, compare and set.
type process: 0 .. N - 1;
type number: 0 .. N * K;

var counter: number;
    round: array [process] of 0 .. K;
    seen: array [process] of number;
    isLoaded: array [process] of boolean;

startstate begin
  counter := 0;
  for p: process do
    round[p] := 0; seen[p] := 0; isLoaded[p] := false;
  end;
end;

ruleset p: process do
  rule "load" !isLoaded[p] & round[p] < K ==> begin
    seen[p] := counter;
    isLoaded[p] := true;
  end;

  rule "compare and set" isLoaded[p] ==> begin
    if counter = seen[p] then
      counter := counter + 1;
      round[p] := round[p] + 1;
    end;
    seen[p] := 0;
    isLoaded[p] := false;
  end;
end;
