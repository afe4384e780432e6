package vcpucheck.checker.ordering;

/**
 * A place in the source at which code decides for one of its forms.
 *
 * @param decision what decides, as {@link vcpucheck.checker.memory.Memory#decide} takes it
 * @param source "File.java:12"
 */
public record DecisionSite(String decision, String source) {}
