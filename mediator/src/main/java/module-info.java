/** The OP-TEE mediator, every revision of it, over the checker's memory. */
module vcpucheck.mediator {
  requires transitive vcpucheck.checker;

  exports vcpucheck.mediator;
  exports vcpucheck.mediator.abi;
  exports vcpucheck.mediator.locked;
  exports vcpucheck.mediator.lockfree;
  exports vcpucheck.mediator.policy;
  exports vcpucheck.mediator.table;
  exports vcpucheck.mediator.xen;
}
