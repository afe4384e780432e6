package vcpucheck.checker.engine.classfile;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.classfile.ClassFile.Signature;

/**
 * A call of code under test, as it is written.
 *
 * @param method what is called, if that is code under test
 * @param open the class that it is looked up in, if that leaves open what its objects do
 * @param signature what is looked up
 */
public record Call(Optional<ModelMethod> method, @Nullable Class<?> open, Signature signature) {}
