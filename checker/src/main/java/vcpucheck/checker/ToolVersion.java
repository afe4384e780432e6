package vcpucheck.checker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Which version of vcpucheck this is: what reports and other files state as their origin. */
public final class ToolVersion {
  private static final String RESOURCE = "version.properties";

  private ToolVersion() {}

  /** The name and the version: "vcpucheck 1.0.0". */
  public static String text() {
    return "vcpucheck " + number();
  }

  /** The version, as the build states it: "1.0.0". */
  public static String number() {
    Properties stated = new Properties();
    try (InputStream in =
        Objects.requireNonNull(ToolVersion.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      stated.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stated.getProperty("version");
  }
}
