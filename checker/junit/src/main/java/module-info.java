/** Model checks as tests of the JUnit Platform. */
module vcpucheck.checker.junit {
  requires com.fasterxml.jackson.databind;
  requires transitive vcpucheck.checker;
  requires transitive org.junit.platform.engine;

  exports vcpucheck.checker.junit;

  provides org.junit.platform.engine.TestEngine with
      vcpucheck.checker.junit.ModelCheckEngine;
}
