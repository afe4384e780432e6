package vcpucheck.scenarios.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Output;
import vcpucheck.checker.model.Linearizability;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.table.Tables;
import vcpucheck.scenarios.form.Form;
import vcpucheck.scenarios.spec.Answer;
import vcpucheck.scenarios.spec.MediatorState;
import vcpucheck.scenarios.spec.MediatorTables;
import vcpucheck.scenarios.spec.TableOperation;
import vcpucheck.scenarios.spec.TableSpecification;

/** A domain's tables without a mediator, and vCPUs that ask them one thing after the other. */
public final class TableWorld {
  /** Two threads, two buffers, and pages below five. */
  public static final Limits LIMITS = new Limits(2, 2, 3, 5, 2);

  private static final int COOKIES = 2;

  private final Memory memory;
  private final MediatorTables tables;
  private final boolean isLockFree;
  private MediatorState state = MediatorState.EMPTY;

  public TableWorld(Memory memory, Configuration configuration) {
    this.memory = memory;
    Form form = Form.of(configuration);
    isLockFree = form.variant() == Variant.LOCK_FREE;
    Behaviour behaviour = form.behaviour(LIMITS).with(memory::decide);
    tables = new MediatorTables(memory, form.variant(), behaviour, configuration.vcpus(), COOKIES);
  }

  /** The names of the properties that {@link #program} has in one variant or another. */
  public static String[] properties() {
    return new String[] {
      BuiltInProperty.LINEARIZABLE.label(),
      BuiltInProperty.MEMORY_SAFETY.label(),
      BuiltInProperty.NO_DATA_RACE.label(),
      BuiltInProperty.NO_LIVELOCK.label(),
      BuiltInProperty.LOCK_FREE.label()
    };
  }

  /** Does something before any vCPU runs. */
  public TableWorld after(TableOperation... operations) {
    TableSpecification specification = new TableSpecification(LIMITS);
    for (TableOperation operation : operations) {
      tables.perform(operation);
      state = specification.apply(state, operation).state();
    }
    return this;
  }

  /**
   * The program of vCPUs that ask what they are given, one list each.
   *
   * <p>The C code may wait, and races for thread ids and for what it has found; the tables without
   * locks must not.
   */
  public Program program(List<List<TableOperation>> asked, Property... more) {
    Linearizability<MediatorState, TableOperation, Answer> histories =
        new Linearizability<>(memory, "the tables", new TableSpecification(LIMITS, state));
    List<Vcpu<?>> vcpus = new ArrayList<>();
    for (int vcpu = 0; vcpu < asked.size(); vcpu++) {
      vcpus.add(vcpu(vcpu, asked.get(vcpu), histories));
    }
    List<Property> properties = new ArrayList<>(List.of(more));
    properties.add(histories.property());
    if (isLockFree) {
      properties.add(Property.noDataRace());
      properties.add(Property.lockFree());
    } else {
      properties.add(Property.noLivelock());
    }
    properties.addAll(Observables.of(tables.tables()));
    return new Program(vcpus, properties, 0);
  }

  /** As {@link #program}, without a record of what was asked and answered. */
  public Program unrecorded(List<List<TableOperation>> asked, Property... more) {
    Program.Builder program = Program.builder();
    for (int vcpu = 0; vcpu < asked.size(); vcpu++) {
      List<TableOperation> operations = asked.get(vcpu);
      program.vcpu("vcpu" + vcpu, () -> operations.forEach(tables::perform));
    }
    return program.noDataRace().properties(more).properties(observables(tables.tables())).build();
  }

  /** What a guest or OP-TEE would find in tables when every vCPU has ended. */
  public static Property[] observables(Tables tables) {
    return Observables.of(tables).toArray(new Property[0]);
  }

  /** All buffers are freed in the end. */
  public Property noBufferIsLeft() {
    return Property.noLeak(tables.structs().buffers());
  }

  private Vcpu<?> vcpu(
      int vcpu,
      List<TableOperation> operations,
      Linearizability<MediatorState, TableOperation, Answer> histories) {
    Output answers = memory.output("vcpu" + vcpu + " answers");
    return new Vcpu<>(
        "vcpu" + vcpu,
        1,
        number -> {
          TableOperation operation = operations.get(number - 1);
          answers.emit(histories.perform(vcpu, operation, () -> tables.perform(operation)));
          return number < operations.size() ? Optional.of(number + 1) : Optional.empty();
        });
  }
}
