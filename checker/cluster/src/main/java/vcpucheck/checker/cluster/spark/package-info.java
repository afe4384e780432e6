/** Clusters of Apache Spark: jobs are RDDs, files are Hadoop's. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.cluster.spark;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
