import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { UsageError } from "./refusal.ts";

/** A secret is a line; nothing that is piped in by mistake needs to be read to its end. */
const SECRET_MAX = 4096;

/** A secret piped into the command, without the line break at its end. @throws UsageError */
export async function readSecret(what: string): Promise<string> {
  let text = "";
  for await (const chunk of process.stdin.setEncoding("utf8")) {
    text += chunk;
    if (text.length > SECRET_MAX) throw new UsageError(`What came on stdin is too long for ${what}.`);
  }
  const secret = text.replace(/\r?\n$/, "");
  if (secret !== "") return secret;
  throw new UsageError(`Nothing came on stdin where ${what} was expected.`);
}

/** Whether a person sits at the other end and can be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks a person for a new password, twice, and shows nothing of what is typed. @throws UsageError */
export async function askPassword(): Promise<string> {
  const first = await askHidden("Password: ");
  const second = await askHidden("Once more: ");
  if (first === second) return first;
  throw new UsageError("The two passwords differ; nothing was changed.");
}

async function askHidden(question: string): Promise<string> {
  // Readline echoes to its output; this one swallows everything.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  // Ctrl-C, and the end of the input, must not leave the question open for ever.
  const gaveUp = new AbortController();
  lines.once("SIGINT", () => gaveUp.abort()).once("close", () => gaveUp.abort());
  process.stderr.write(question);
  try {
    return await lines.question("", { signal: gaveUp.signal });
  } catch (error) {
    if (gaveUp.signal.aborted) throw new UsageError("No password was given; nothing was changed.");
    throw error;
  } finally {
    lines.close();
    process.stderr.write("\n");
  }
}
