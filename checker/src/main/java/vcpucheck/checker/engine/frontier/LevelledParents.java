package vcpucheck.checker.engine.frontier;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import vcpucheck.checker.engine.base.UnaryDegrees;

/**
 * From where each state was first reached by a breadth-first search, whose states are numbered in
 * the order of their parents. Numbers may begin below 0; places are counted from the first state.
 */
public interface LevelledParents {
  /** Adds the next state, a child of the state that is being expanded. */
  void addChild();

  /** Goes on to the next state to be expanded. */
  void endChildren();

  /** Does both for several states to be expanded. */
  void add(UnaryDegrees children);

  /** Says that the next state to be expanded is the first of a new level. */
  void beginLevel();

  /** How many steps lie between the start and the level that is being expanded. */
  int level();

  /** The place of the first state of a level. */
  long levelBegin(int level);

  /** The place after the last state of the level that is being expanded. */
  long levelEnd();

  /** How many states there are. */
  long size();

  /** The place of the state with number 0. */
  default long before() {
    return 0;
  }

  /** The number of steps on the shortest way to a state. */
  int depth(int state);

  /** The states on the way that first led to a state, from the start on. */
  int[] path(int state);

  void save(DataOutput out) throws IOException;

  /** Reads what was saved. */
  void restore(DataInput in) throws IOException;

  long bytes();
}
