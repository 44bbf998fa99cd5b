// Preloaded (`node --import`) into a program that does not know our launcher, such as `next start`.
// The launcher holds the other end of stdin: its end means that the launcher is gone, even by kill -9,
// and a server nobody can stop any more would keep its port.

process.stdin.on("end", () => process.exit(0));
process.stdin.on("error", () => process.exit(0));
process.stdin.resume();
