import { createInterface } from "node:readline/promises";
import { type Readable, Writable } from "node:stream";
import { decodeText, NotTextError } from "../../text-file.ts";
import { UsageError } from "./refusal.ts";

/** Where a command reads and writes: the shell's streams, or a test's. */
export interface Terminal {
  input: Readable;
  /** True where a person sits at the other end and can be asked. */
  isInteractive: boolean;
  /** To stdout. */
  out(text: string): void;
  /** To stderr. */
  err(text: string): void;
}

/** A secret is one line; a file that is piped in by mistake need not be read to its end. */
const SECRET_MAX = 4096;

/** A secret piped into the command, without the line break at its end. @throws UsageError */
export async function readSecret({ input }: Terminal, what: string): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length > SECRET_MAX) throw new UsageError(`What came on stdin is too long for ${what}.`);
  }
  const secret = secretText(Buffer.concat(chunks), what).replace(/\r?\n$/, "");
  if (secret !== "") return secret;
  throw new UsageError(`Nothing came on stdin where ${what} was expected.`);
}

/** Windows' shells write files and pipes in UTF-16, and editors put a byte order mark before UTF-8. */
function secretText(bytes: Uint8Array, what: string): string {
  try {
    const { text, isGuess } = decodeText(bytes);
    if (!isGuess) return text;
  } catch (error) {
    if (!(error instanceof NotTextError)) throw error;
  }
  throw new UsageError(`What came on stdin is not text in UTF-8 or UTF-16, so it cannot be ${what}.`);
}

/** Asks a person for a new password, twice, and shows nothing of what is typed. @throws UsageError */
export async function askPassword(terminal: Terminal): Promise<string> {
  // Readline echoes typed text to its output; this output discards it.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: terminal.input, output, terminal: true });
  // Without this, Ctrl-C would leave the question open for ever; the end of the input closes it anyway.
  lines.once("SIGINT", () => lines.close());
  // Reads lines from the start, so that none is lost if somebody types ahead or pastes both.
  const answers = lines[Symbol.asyncIterator]();
  const ask = async (question: string) => {
    terminal.err(question);
    const answer = await answers.next();
    terminal.err("\n");
    if (answer.done) throw new UsageError("No password was given; nothing was changed.");
    return answer.value;
  };
  try {
    const first = await ask("Password: ");
    const second = await ask("Once more: ");
    if (first === second) return first;
    throw new UsageError("The two passwords differ; nothing was changed.");
  } finally {
    lines.close();
  }
}
