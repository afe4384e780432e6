package vcpucheck.checker.cli.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.Maps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.report.json.Json;

/**
 * Evidence as a zip archive. The first entry is the manifest, which has a digest of each of the
 * others: that protects from accidents, and finding everything again protects from the rest.
 */
public final class EvidenceArchive {
  private static final String MANIFEST = "manifest.json";

  /** Before the name of each entry that is an input. */
  private static final String INPUTS = "inputs/";

  private static final int FORMAT = 1;

  /** No archive of ours comes near it. */
  public static final int MOST_BYTES = 1 << 30;

  /** Equal evidence is equal bytes, whenever it is written. */
  private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private EvidenceArchive() {}

  /** The manifest: the fields are a stable contract. */
  private record Manifest(
      int evidence,
      String tool,
      @Nullable String commit,
      List<String> arguments,
      String digest,
      SortedMap<String, String> classes,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SortedMap<String, String> inputs,
      SortedMap<String, String> findings) {
    boolean isWhole() {
      return Stream.of(tool, arguments, digest, classes, findings).allMatch(field -> field != null);
    }
  }

  /** The archive's bytes. */
  public static byte[] bytes(Evidence evidence) {
    SortedMap<String, String> inputs = digests(evidence.inputs());
    Manifest manifest =
        new Manifest(
            FORMAT,
            evidence.tool(),
            evidence.commit().orElse(null),
            evidence.arguments(),
            evidence.digest(),
            evidence.classes(),
            inputs.isEmpty() ? null : inputs,
            digests(evidence.findings()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, MANIFEST, Json.text(manifest));
      for (Map.Entry<String, String> input : evidence.inputs().entrySet()) {
        add(zip, INPUTS + input.getKey(), input.getValue());
      }
      for (Map.Entry<String, String> finding : evidence.findings().entrySet()) {
        add(zip, finding.getKey(), finding.getValue());
      }
    } catch (IOException e) {
      throw new AssertionError("checker bug: evidence cannot be written into memory", e);
    }
    return bytes.toByteArray();
  }

  private static SortedMap<String, String> digests(SortedMap<String, String> texts) {
    return new TreeMap<>(Maps.transformValues(texts, CodeDigest::sha256));
  }

  private static void add(ZipOutputStream zip, String name, String text) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ALWAYS);
    zip.putNextEntry(entry);
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /**
   * Reads an archive.
   *
   * @throws InputException if it is none, or not as it was written
   */
  public static Evidence read(byte[] archive) {
    SortedMap<String, String> entries = entries(archive);
    Manifest manifest =
        manifest(
            Optional.ofNullable(entries.remove(MANIFEST))
                .orElseThrow(() -> wrong("it has no " + MANIFEST, null)));
    SortedMap<String, String> inputs =
        taken(entries, INPUTS, Optional.ofNullable(manifest.inputs()).orElseGet(TreeMap::new));
    SortedMap<String, String> findings = taken(entries, "", manifest.findings());
    if (!entries.isEmpty()) {
      throw wrong("an entry is not of the manifest: entry=" + entries.firstKey(), null);
    }
    Evidence evidence =
        new Evidence(
            manifest.tool(),
            Optional.ofNullable(manifest.commit()),
            manifest.arguments(),
            manifest.classes(),
            inputs,
            findings);
    if (!evidence.digest().equals(manifest.digest())) {
      throw wrong("the digests of classes are not those that were written", null);
    }
    return evidence;
  }

  /** Takes the entries that a part of the manifest has out of all. */
  private static SortedMap<String, String> taken(
      SortedMap<String, String> entries, String prefix, SortedMap<String, String> digests) {
    SortedMap<String, String> taken = new TreeMap<>();
    digests.forEach(
        (name, digest) -> {
          String text =
              Optional.ofNullable(entries.remove(prefix + name))
                  .orElseThrow(() -> wrong("an entry is missing: entry=" + prefix + name, null));
          if (!CodeDigest.sha256(text).equals(digest)) {
            throw wrong("an entry is not the one that was written: entry=" + prefix + name, null);
          }
          taken.put(name, text);
        });
    return taken;
  }

  private static SortedMap<String, String> entries(byte[] archive) {
    SortedMap<String, String> entries = new TreeMap<>();
    int left = MOST_BYTES;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] bytes = zip.readNBytes(left);
        left -= bytes.length;
        if (left == 0) {
          throw wrong("it has more than " + MOST_BYTES + " bytes", null);
        }
        if (entries.put(entry.getName(), new String(bytes, StandardCharsets.UTF_8)) != null) {
          throw wrong("two entries have one name: entry=" + entry.getName(), null);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw wrong("it is damaged: " + e.getMessage(), e);
    }
    return entries;
  }

  private static Manifest manifest(String text) {
    Manifest manifest;
    try {
      manifest = MAPPER.readValue(text, Manifest.class);
    } catch (JsonProcessingException e) {
      throw wrong(MANIFEST + " is not as it is written", e);
    }
    if (manifest == null || manifest.evidence() != FORMAT || !manifest.isWhole()) {
      throw wrong(
          MANIFEST + " must be of format " + FORMAT + "; verify it with the version that wrote it",
          null);
    }
    return manifest;
  }

  private static InputException wrong(String why, @Nullable Throwable cause) {
    String sentence = "evidence must be an archive as --evidence has written it: " + why;
    return cause == null ? new InputException(sentence) : new InputException(sentence, cause);
  }
}
