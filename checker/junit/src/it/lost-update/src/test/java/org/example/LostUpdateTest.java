package org.example;

import org.junit.jupiter.api.Test;
import vcpucheck.checker.Checker;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.model.Program;

class LostUpdateTest {
  @Test
  void increments_are_atomic() {
    Checker.of(
            memory -> {
              IntCell counter = memory.intCell("counter");
              return Program.builder()
                  .vcpus(2, () -> counter.set(counter.get() + 1))
                  .atEnd("no lost update", () -> counter.get() == 2)
                  .sometimes("one is done", () -> counter.get() > 0)
                  .build();
            })
        .workers(2)
        .run()
        .assertVerified();
  }
}
