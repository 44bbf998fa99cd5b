import { runParley } from "./program.ts";

// The process around the program: `npm run parley -- …`.

// `parley … | head` closes our stdout early; that is not a failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await runParley(process.argv.slice(2), {
  loadConfig: async () => (await import("./kernel/config.ts")).loadCliConfig(),
  terminal: {
    input: process.stdin,
    isInteractive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  },
});
