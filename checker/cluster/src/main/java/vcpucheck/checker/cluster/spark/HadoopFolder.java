package vcpucheck.checker.cluster.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import vcpucheck.checker.cluster.ClusterFolder;

/**
 * A folder of a file system that Hadoop knows: file, hdfs, s3a.
 *
 * @param uri where it is
 */
record HadoopFolder(String uri) implements ClusterFolder {
  private Path path(String name) {
    return new Path(uri, name);
  }

  private FileSystem files() throws IOException {
    return new Path(uri).getFileSystem(new Configuration());
  }

  @Override
  public OutputStream create(String name) throws IOException {
    return files().create(path(name), false);
  }

  @Override
  public InputStream open(String name) throws IOException {
    return files().open(path(name));
  }

  @Override
  public void delete(String name) throws IOException {
    files().delete(path(name), false);
  }

  @Override
  public void deleteAll() throws IOException {
    files().delete(new Path(uri), true);
  }
}
