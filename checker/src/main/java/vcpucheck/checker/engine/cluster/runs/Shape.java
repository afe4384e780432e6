package vcpucheck.checker.engine.cluster.runs;

import java.io.Serializable;
import vcpucheck.checker.cluster.ClusterFolder;

/**
 * Where the states of a search are, and how they are laid out.
 *
 * @param folder has the files
 * @param layouts those that files are in
 * @param layout the number of the layout that states are brought into
 * @param words how many words a state has in that layout
 * @param partitions into how many parts states are divided
 */
public record Shape(
    ClusterFolder folder, LayoutTable layouts, int layout, int words, int partitions)
    implements Serializable {}
