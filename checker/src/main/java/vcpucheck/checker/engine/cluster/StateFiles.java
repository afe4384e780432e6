package vcpucheck.checker.engine.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.cluster.ClusterFolder;
import vcpucheck.checker.engine.cluster.runs.RunFile;

/**
 * The files of a search. Those of no use are deleted, if it is saved as soon as no checkpoint names
 * them any more.
 */
final class StateFiles {
  private final ClusterFolder folder;
  private final boolean isSaved;

  /** Files of no use. */
  private final List<RunFile> useless = new ArrayList<>();

  private boolean isNamed;

  /**
   * Takes over a folder.
   *
   * @param isSaved whether checkpoints are made
   */
  StateFiles(ClusterFolder folder, boolean isSaved) {
    this.folder = folder;
    this.isSaved = isSaved;
  }

  ClusterFolder folder() {
    return folder;
  }

  /** Says that a file is of no use any more. */
  void discard(RunFile file) {
    useless.add(file);
  }

  /** Called when no task runs. */
  void endLevel() throws IOException {
    if (!isSaved) {
      deleteUseless();
    }
  }

  /** Called when a checkpoint is made, or was read: it names what is of use. */
  void saved() {
    isNamed = true;
    try {
      deleteUseless();
    } catch (IOException e) {
      return; /* files that cannot be deleted take room, and do no harm */
    }
  }

  private void deleteUseless() throws IOException {
    for (RunFile file : useless) {
      folder.delete(file.name());
    }
    useless.clear();
  }

  /**
   * Deletes all but what a checkpoint names.
   *
   * @param isOver whether nobody will go on from it
   */
  void close(boolean isOver) {
    if (isNamed && !isOver) {
      return;
    }
    try {
      folder.deleteAll();
    } catch (IOException e) {
      return; /* as above */
    }
  }
}
