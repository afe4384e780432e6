/**
 * The checker: what is exported is its interface; the engine and the machines are not.
 *
 * <p>Whoever has it as a library needs neither picocli nor the JDK's HTTP server, which only the
 * command line wants, nor Jackson, which only JSON does.
 */
module vcpucheck.checker {
  requires com.google.common;
  requires java.xml;
  requires static com.fasterxml.jackson.databind;
  requires static info.picocli;
  requires static jdk.httpserver;
  requires static transitive org.apiguardian.api;
  requires static transitive org.jspecify;

  exports vcpucheck.checker;
  exports vcpucheck.checker.catalogue;
  exports vcpucheck.checker.cli;
  exports vcpucheck.checker.cli.session;
  exports vcpucheck.checker.cli.spi;
  exports vcpucheck.checker.cluster;
  exports vcpucheck.checker.compare;
  exports vcpucheck.checker.file;
  exports vcpucheck.checker.memory;
  exports vcpucheck.checker.memory.threads;
  exports vcpucheck.checker.model;
  exports vcpucheck.checker.necessity;
  exports vcpucheck.checker.ordering;
  exports vcpucheck.checker.repair;
  exports vcpucheck.checker.report;
  exports vcpucheck.checker.report.comparison;
  exports vcpucheck.checker.report.export;
  exports vcpucheck.checker.report.html;
  exports vcpucheck.checker.report.json;
  exports vcpucheck.checker.report.ordering;
  exports vcpucheck.checker.report.repair;
  exports vcpucheck.checker.report.saturation;
  exports vcpucheck.checker.saturation;
  exports vcpucheck.checker.story;
  exports vcpucheck.checker.threads;
  exports vcpucheck.checker.trace;
  exports vcpucheck.checker.walk;

  opens vcpucheck.checker.cli to
      info.picocli;
  opens vcpucheck.checker.cli.evidence to
      com.fasterxml.jackson.databind,
      info.picocli;
  opens vcpucheck.checker.cli.manual to
      info.picocli;
  opens vcpucheck.checker.cli.options to
      info.picocli;
  opens vcpucheck.checker.cli.session to
      info.picocli;
  opens vcpucheck.checker.file to
      com.fasterxml.jackson.databind;
  opens vcpucheck.checker.cli.explorer to
      com.fasterxml.jackson.databind;
  opens vcpucheck.checker.repair to
      com.fasterxml.jackson.databind;
  opens vcpucheck.checker.report.json to
      com.fasterxml.jackson.databind;
  opens vcpucheck.checker.walk to
      com.fasterxml.jackson.databind;

  uses vcpucheck.checker.catalogue.Catalogue;
  uses vcpucheck.checker.cli.spi.CommandProvider;
  uses vcpucheck.checker.cluster.ClusterProvider;
}
