package vcpucheck.checker.cli.explorer;

import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Configuration;

/**
 * What is walked through.
 *
 * @param id the scenario's number in the catalogue
 * @param configuration the form of the code under test
 * @param memory the memory model
 * @param build whether assertions count
 */
public record Form(
    String id, Configuration configuration, MemoryModel memory, Options.Build build) {}
