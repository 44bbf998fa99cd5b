// Preloaded (`node --import`) into a program that does not know our launcher, such as `next start`.
// The launcher holds the other end of stdin: its end means that the launcher is gone, even by kill -9,
// and a server nobody can stop any more would keep its port. What that program starts itself inherits
// the preload but not the pipe, so only the child of the launcher that our address names watches.

if (new URL(import.meta.url).searchParams.get("launcher") === String(process.ppid)) {
  process.stdin.on("end", () => process.exit(0));
  process.stdin.on("error", () => process.exit(0));
  process.stdin.resume();
}
