package vcpucheck.checker.machine.view;

/**
 * What a view machine does, and what it may leave out.
 *
 * @param promising whether relaxed stores may pass earlier loads, and carry what was acquired
 * @param reduces whether only the value is kept of what one lock guards, and states are made alike
 *     that differ in what a vCPU will know anyway, or in what nobody can read
 * @param tells whether updates of ghosts are told what happens before them
 */
public record ViewRules(boolean promising, boolean reduces, boolean tells) {}
