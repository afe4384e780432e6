package org.example;

import vcpucheck.checker.Options;
import vcpucheck.checker.junit.ModelCheck;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;

class CounterTest {
  @ModelCheck(build = {Options.Build.DEBUG, Options.Build.RELEASE})
  Model increments_are_atomic() {
    return memory -> {
      IntCell counter = memory.intCell("counter");
      return Program.builder()
          .vcpus(2, () -> counter.set(counter.get() + 1))
          .atEnd("no lost update", () -> counter.get() == 2)
          .build();
    };
  }

  @ModelCheck(violates = "no lost update", states = 1000, seconds = 60)
  Model increments_are_lost() {
    return increments_are_atomic();
  }
}
