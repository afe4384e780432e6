package vcpucheck.checker.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import vcpucheck.checker.catalogue.Catalogue;

/** The memory models that can be checked under. */
enum MemoryModel {
  SC("sequential consistency: operations of vCPUs interleave, each is seen by all at once");

  private final String about;

  MemoryModel(String about) {
    this.about = about;
  }

  /** All of them, the default first. */
  static List<Catalogue.Named> all() {
    return Arrays.stream(values())
        .map(model -> new Catalogue.Named(model.word(), model.about))
        .toList();
  }

  /** The name on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MemoryModel of(String word) {
    return Texts.constant("memory", word, MemoryModel.class);
  }
}
