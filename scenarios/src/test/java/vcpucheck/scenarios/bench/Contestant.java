package vcpucheck.scenarios.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import vcpucheck.checker.Options;
import vcpucheck.scenarios.lincheck.Guarantees;
import vcpucheck.scenarios.process.ParentWatch;

/** Runs one program under one tool, in a process of its own. */
enum Contestant {
  /** As the command line runs it: all reductions, and the shortest counterexample. */
  VCPUCHECK(Explorer.NAME) {
    @Override
    Coverage run(SharedProgram program) {
      return Explorer.measure(program.model(), Options.defaults()).coverage();
    }
  },
  /** Its model checking, with the same steps: operations on cells. */
  LINCHECK("Lincheck") {
    @Override
    Coverage run(SharedProgram program) {
      ModelCheckingOptions options = new ModelCheckingOptions();
      options.addGuarantee(Guarantees.ONE_STEP);
      options.addGuarantee(Guarantees.IMMUTABLE);
      options.addGuarantee(
          ManagedStrategyGuaranteeKt.forClasses(OnThreads.class.getName())
              .methods("judge")
              .ignore());
      options
          .iterations(0)
          .addCustomScenario(scenario(program.vcpus()))
          .invocationsPerIteration(program.executions())
          .sequentialSpecification(program.threads())
          .verifier(CountingVerifier.class);
      String verdict = "nothing found";
      try {
        options.check(program.threads());
      } catch (LincheckAssertionError found) {
        verdict = "found";
      }
      String executions = CountingVerifier.EXECUTIONS.toString();
      return new Coverage(verdict, null, null, executions, null);
    }
  };

  private final String title;

  Contestant(String title) {
    this.title = title;
  }

  /** What it is called in results. */
  String title() {
    return title;
  }

  /** Looks for a violation. */
  abstract Coverage run(SharedProgram program);

  /** One operation in each thread. */
  private static ExecutionScenario scenario(int vcpus) {
    Method run;
    try {
      run = OnThreads.class.getMethod("run", int.class);
    } catch (NoSuchMethodException e) {
      throw new AssertionError("a vCPU can be run", e);
    }
    List<List<Actor>> threads =
        IntStream.range(0, vcpus).mapToObj(vcpu -> List.of(new Actor(run, List.of(vcpu)))).toList();
    return new ExecutionScenario(List.of(), threads, List.of(), null);
  }

  /**
   * What a process says at its end.
   *
   * @param cpuSeconds processor time from its start
   */
  record Answer(Coverage coverage, double cpuSeconds) {
    static Answer of(String json) {
      try {
        return new ObjectMapper().readValue(json, Answer.class);
      } catch (IOException e) {
        throw new IllegalStateException("a process answers in JSON: " + json, e);
      }
    }
  }

  /**
   * Runs a program.
   *
   * @param args the file for the answer, the tool, the program
   */
  public static void main(String[] args) throws IOException {
    ParentWatch.start(Path.of(args[0]));
    Coverage coverage = valueOf(args[1]).run(SharedProgram.named(args[2]));
    Answer answer = new Answer(coverage, Explorer.cpuSeconds());
    Files.writeString(Path.of(args[0]), new ObjectMapper().writeValueAsString(answer));
  }
}
