package vcpucheck.scenarios.catalogue;

import java.util.Optional;
import vcpucheck.checker.catalogue.RealCode;
import vcpucheck.mediator.policy.Revision;

/** Where the functions of Xen's mediator are. */
final class OpteeSource implements RealCode {
  @Override
  public Optional<Function> function(String revision, String name) {
    Revision real = SourceLines.real(Revision.of(revision));
    return Optional.ofNullable(SourceLines.of(real).get(name))
        .map(
            function ->
                new Function(
                    real.label(),
                    function.name(),
                    SourceLines.FILE,
                    function.first(),
                    function.last(),
                    function.calls().stream()
                        .map(call -> new Call(call.line(), call.function()))
                        .toList()));
  }
}
