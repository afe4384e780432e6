package vcpucheck.checker.junit;

import java.lang.reflect.Method;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;

/**
 * Where a model comes from.
 *
 * @param type the class that the method is called on, made by its constructor without parameters
 * @param method what returns the model
 */
record ModelMethod(Class<?> type, Method method) {
  /** "org.example.CounterTest.increments_are_atomic". */
  String name() {
    return type.getName() + "." + method.getName();
  }

  TestSource source() {
    return MethodSource.from(type, method);
  }

  /**
   * The model.
   *
   * @throws ModelException if the method is none of a model
   */
  Model model() {
    if (!Model.class.isAssignableFrom(method.getReturnType()) || method.getParameterCount() > 0) {
      throw new ModelException(
          "a method with @ModelCheck must return a Model and take nothing: method=" + method);
    }
    Object model = ReflectionSupport.invokeMethod(method, ReflectionSupport.newInstance(type));
    if (model instanceof Model made) {
      return made;
    }
    throw new ModelException(
        "a method with @ModelCheck must return a Model: model=null, method=" + method);
  }
}
