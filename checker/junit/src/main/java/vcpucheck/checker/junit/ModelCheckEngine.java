package vcpucheck.checker.junit;

import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestEngine;

/** Finds and runs the methods that are marked with {@link ModelCheck}. */
public final class ModelCheckEngine extends HierarchicalTestEngine<ModelCheckEngine.Context> {
  private static final String ID = "vcpucheck";

  /** Nothing is shared between tests. */
  static final class Context implements EngineExecutionContext {}

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId id) {
    EngineDescriptor engine = new EngineDescriptor(id, ID);
    EngineDiscoveryRequestResolver.<EngineDescriptor>builder()
        .addClassContainerSelectorResolver(type -> !ModelResolver.annotated(type).isEmpty())
        .addSelectorResolver(new ModelResolver())
        .addTestDescriptorVisitor(context -> TestDescriptor::prune)
        .build()
        .resolve(request, engine);
    return engine;
  }

  @Override
  protected Context createExecutionContext(ExecutionRequest request) {
    return new Context();
  }
}
