package vcpucheck.checker.engine.classfile;

import static java.lang.invoke.MethodType.methodType;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.stream.Stream;
import vcpucheck.checker.engine.classfile.ClassFile.Reference;

/**
 * A lambda, or a reference to a method.
 *
 * @param writer the method that it is written in
 * @param body what it calls
 * @param method the method that it stands for; empty if that is a library's
 * @param site what makes it: given what it captures, an object of its interface
 */
public record Lambda(
    ModelMethod writer, Reference body, Optional<ModelMethod> method, Reference site) {
  /** Whether a class may be this lambda's, by its interface and what it captures. */
  boolean isLike(Class<?> type) {
    Class<?>[] captured =
        Stream.of(type.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()))
            .map(Field::getType)
            .toArray(Class<?>[]::new);
    return Stream.of(type.getInterfaces())
        .anyMatch(one -> site.descriptor().equals(methodType(one, captured).descriptorString()));
  }
}
