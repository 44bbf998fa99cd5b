// Preloaded (`node --import`) into a program that does not know our launcher, such as `next start`.
// The launcher has the other end of stdin. When stdin ends, the launcher is gone, even by kill -9, and
// a server that nobody can stop would keep its port. Programs that the child starts inherit the preload
// but not the pipe, so only the launcher's child that our address names watches.

if (new URL(import.meta.url).searchParams.get("launcher") === String(process.ppid)) {
  process.stdin.on("end", () => process.exit(0));
  process.stdin.on("error", () => process.exit(0));
  process.stdin.resume();
}
