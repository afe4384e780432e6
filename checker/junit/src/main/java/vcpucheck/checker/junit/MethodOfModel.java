package vcpucheck.checker.junit;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.hierarchical.Node;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;

/** A method that returns a model; those of its checks that were selected are its children. */
final class MethodOfModel extends AbstractTestDescriptor implements Node<ModelCheckEngine.Context> {
  static final String SEGMENT = "method";

  private final ModelMethod model;
  private final ModelCheck wanted;

  MethodOfModel(UniqueId parent, Class<?> type, Method method, ModelCheck wanted) {
    super(parent.append(SEGMENT, name(method)), method.getName(), MethodSource.from(type, method));
    model = new ModelMethod(type, method);
    this.wanted = wanted;
  }

  /** "name", or "name(String)" for a method that wrongly takes something. */
  static String name(Method method) {
    String parameters =
        Arrays.stream(method.getParameterTypes())
            .map(Class::getName)
            .collect(Collectors.joining(", "));
    return parameters.isEmpty() ? method.getName() : method.getName() + "(" + parameters + ")";
  }

  /** A check of each memory model and build. */
  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    for (MemoryModel memory : Arrays.stream(wanted.memory()).distinct().toList()) {
      for (Options.Build build : Arrays.stream(wanted.build()).distinct().toList()) {
        checks.add(new Check(getUniqueId(), model, wanted, memory, build));
      }
    }
    return checks;
  }

  @Override
  public Type getType() {
    return Type.CONTAINER;
  }
}
