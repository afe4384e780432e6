package org.example;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import vcpucheck.checker.Checker;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.model.Program;

class MendedTest {
  @Test
  void increments_are_atomic() {
    Checker.of(
            memory -> {
              IntCell counter = memory.intCell("counter");
              return Program.builder()
                  .vcpus(2, () -> counter.getAndAdd(1))
                  .atEnd("no lost update", () -> counter.get() == 2)
                  .sometimes("one is done", () -> counter.get() > 0)
                  .build();
            })
        .workers(2)
        .run()
        .assertVerified();
  }

  @Test
  void a_library_user_has_no_command_line_and_no_json() {
    assertThrows(ClassNotFoundException.class, () -> Class.forName("picocli.CommandLine"));
    assertThrows(
        ClassNotFoundException.class,
        () -> Class.forName("com.fasterxml.jackson.databind.ObjectMapper"));
  }
}
