/**
 * The scenarios in chapters: one file for each phenomenon, with what one would believe, the
 * interleaving that shows otherwise, and the verdicts that are expected.
 */
@NullMarked
package vcpucheck.scenarios.catalogue;

import org.jspecify.annotations.NullMarked;
