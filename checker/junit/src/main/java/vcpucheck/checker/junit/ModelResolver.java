package vcpucheck.checker.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/** From classes, methods and identifiers to tests. */
final class ModelResolver implements SelectorResolver {
  @Override
  public Resolution resolve(ClassSelector selector, Context context) {
    Class<?> type = selector.getJavaClass();
    if (annotated(type).isEmpty()) {
      return Resolution.unresolved();
    }
    return context
        .addToParent(parent -> Optional.of(new ClassOfModels(parent.getUniqueId(), type)))
        .map(found -> Resolution.match(Match.exact(found, () -> methods(type))))
        .orElse(Resolution.unresolved());
  }

  private static Set<DiscoverySelector> methods(Class<?> type) {
    Set<DiscoverySelector> methods = new LinkedHashSet<>();
    annotated(type).forEach(method -> methods.add(selectMethod(type, method)));
    return methods;
  }

  /** The methods of a class that are marked. */
  static List<Method> annotated(Class<?> type) {
    return AnnotationSupport.findAnnotatedMethods(
        type, ModelCheck.class, HierarchyTraversalMode.TOP_DOWN);
  }

  @Override
  public Resolution resolve(MethodSelector selector, Context context) {
    Class<?> type = selector.getJavaClass();
    Method method = selector.getJavaMethod();
    return AnnotationSupport.findAnnotation(method, ModelCheck.class)
        .flatMap(
            wanted ->
                context.addToParent(
                    () -> selectClass(type),
                    parent ->
                        Optional.of(new MethodOfModel(parent.getUniqueId(), type, method, wanted))))
        .map(found -> Resolution.match(Match.exact(found, () -> checks(found))))
        .orElse(Resolution.unresolved());
  }

  private static Set<DiscoverySelector> checks(MethodOfModel method) {
    Set<DiscoverySelector> checks = new LinkedHashSet<>();
    method.checks().forEach(check -> checks.add(selectUniqueId(check.getUniqueId())));
    return checks;
  }

  @Override
  public Resolution resolve(UniqueIdSelector selector, Context context) {
    UniqueId id = selector.getUniqueId();
    return switch (id.getLastSegment().getType()) {
      case ClassOfModels.SEGMENT ->
          type(id)
              .map(type -> Resolution.selectors(Set.of(selectClass(type))))
              .orElse(Resolution.unresolved());
      case MethodOfModel.SEGMENT ->
          method(id)
              .map(method -> Resolution.selectors(Set.of(method)))
              .orElse(Resolution.unresolved());
      case Check.SEGMENT ->
          method(id.removeLastSegment())
              .flatMap(method -> context.addToParent(() -> method, parent -> check(parent, id)))
              .map(found -> Resolution.match(Match.exact(found)))
              .orElse(Resolution.unresolved());
      default -> Resolution.unresolved();
    };
  }

  private static Optional<Class<?>> type(UniqueId id) {
    return ReflectionSupport.tryToLoadClass(id.getLastSegment().getValue()).toOptional();
  }

  private static Optional<MethodSelector> method(UniqueId id) {
    return type(id.removeLastSegment())
        .flatMap(
            type ->
                annotated(type).stream()
                    .filter(
                        method -> MethodOfModel.name(method).equals(id.getLastSegment().getValue()))
                    .findFirst()
                    .map(method -> selectMethod(type, method)));
  }

  private static Optional<Check> check(TestDescriptor method, UniqueId id) {
    return ((MethodOfModel) method)
        .checks().stream().filter(check -> check.getUniqueId().equals(id)).findFirst();
  }
}
