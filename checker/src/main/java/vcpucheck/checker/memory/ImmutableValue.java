package vcpucheck.checker.memory;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Promises that the objects of a class never change and are comparable by {@code equals}, so that
 * they may leave a scope and be held by a {@link ValueCell}. Records, enums and boxed primitives
 * need no such promise.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ImmutableValue {}
