/** Class files, read as far as the rules for code under test and its coverage need them. */
@NullMarked
package vcpucheck.checker.engine.classfile;

import org.jspecify.annotations.NullMarked;
