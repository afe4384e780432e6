package vcpucheck.checker.memory;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the values of a cell that is of the verification only, such as a record of what happened:
 * no hardware has it, so under every memory model accesses to it take effect at once, and order
 * nothing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface GhostValue {}
