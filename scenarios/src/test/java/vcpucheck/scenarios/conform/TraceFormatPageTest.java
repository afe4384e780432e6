package vcpucheck.scenarios.conform;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of the format has every field that a record may have. */
final class TraceFormatPageTest {
  @ParameterizedTest
  @EnumSource(RecordSchema.class)
  void every_field_is_on_the_page(RecordSchema record) throws IOException {
    String page = Files.readString(Path.of("../mediator/TRACES.md"));
    for (String name : record.names()) {
      boolean isRegister = name.matches("a[4-6]");
      assertTrue(isRegister || page.contains("`" + name + "`"), record + "." + name);
    }
  }
}
