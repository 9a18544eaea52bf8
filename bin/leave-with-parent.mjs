// Preloaded (`--import`) into the processes the supervisor starts: when the supervisor is gone, even by
// SIGKILL, they end themselves as on SIGTERM, so that no orphan keeps a port. Must not keep a process alive.

// A worker that the gateway forks inherits the preload, but not the duty: its IPC channel is the gateway's.
const isChildOfSupervisor = process.env.SLUICE_SUPERVISOR === String(process.ppid);

if (isChildOfSupervisor && process.channel) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}
