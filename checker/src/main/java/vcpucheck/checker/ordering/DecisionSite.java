package vcpucheck.checker.ordering;

/**
 * A place in the source at which code decides for one of its forms.
 *
 * @param decision what decides, as {@link vcpucheck.checker.memory.Memory#decide} takes it
 * @param source "File.java:12"
 * @param function the C function that it is part of; empty if none is named
 */
public record DecisionSite(String decision, String source, String function) {}
