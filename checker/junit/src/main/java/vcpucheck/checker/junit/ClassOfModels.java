package vcpucheck.checker.junit;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;

/** A class with methods that return models. */
final class ClassOfModels extends AbstractTestDescriptor implements Node<ModelCheckEngine.Context> {
  static final String SEGMENT = "class";

  ClassOfModels(UniqueId parent, Class<?> type) {
    super(parent.append(SEGMENT, type.getName()), type.getSimpleName(), ClassSource.from(type));
  }

  @Override
  public Type getType() {
    return Type.CONTAINER;
  }
}
