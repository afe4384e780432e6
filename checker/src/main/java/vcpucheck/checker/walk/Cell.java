package vcpucheck.checker.walk;

/**
 * A variable and its value.
 *
 * @param name the variable's name: "domain.count"
 * @param value its value as text
 */
public record Cell(String name, String value) {}
