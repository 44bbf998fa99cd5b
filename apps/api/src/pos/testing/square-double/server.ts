// Loading the SDK takes more than a second, which should not count as a test's time.
import "square";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { createBooks, errorOf, type SquareBooks } from "./books.ts";
import { fixtureCatalog, MAIN } from "./catalog.ts";
import type { WireAnswer } from "./wire-answer.ts";

/** How the server treats the next request to a path instead of answering it normally. */
export type Fault =
  /** Does what was requested, and drops the connection. */
  | "lose_answer"
  /** Does nothing and does not answer. */
  | "silence"
  /** Does what was requested, and answers with this. */
  | { instead: WireAnswer }
  /** Does nothing, and answers with this. */
  | { answer: WireAnswer };

/** A Square for tests: its REST paths on a real socket, its idempotency, its data, and faults on request. */
export interface SquareServer extends SquareBooks {
  url: string;
  token: string;
  requests: { method: string; path: string; headers: IncomingMessage["headers"]; body: string }[];
  /** Every answer under 300, for tests that compare them with Square's published shapes. */
  answers: { path: string; body: unknown }[];
  /** Treats the next request whose path starts with this in this way, once; several calls queue up. */
  next(path: string, fault: Fault): void;
  [Symbol.asyncDispose](): Promise<void>;
}

const TOKEN = "EAAA-test-token-of-nobody";

export async function startSquareServer(options: { lateMs?: number } = {}): Promise<SquareServer> {
  const books = createBooks({ catalog: fixtureCatalog(), location: MAIN, lateMs: options.lateMs ?? 400 });
  const requests: SquareServer["requests"] = [];
  const answers: SquareServer["answers"] = [];
  const faults: { path: string; fault: Fault }[] = [];
  const sockets = new Set<Socket>();

  function takeFault(path: string): Fault | null {
    const at = faults.findIndex((entry) => path.startsWith(entry.path));
    return at === -1 ? null : (faults.splice(at, 1)[0]?.fault ?? null);
  }

  async function handle(req: IncomingMessage, res: ServerResponse, body: string): Promise<void> {
    const { method = "", url: path = "", headers } = req;
    requests.push({ method, path, headers, body });
    if (headers.authorization !== `Bearer ${TOKEN}` || headers["square-version"] === undefined)
      return send(res, errorOf(401, "AUTHENTICATION_ERROR", "UNAUTHORIZED"));
    const fault = takeFault(path);
    if (fault === "silence") return;
    if (typeof fault === "object" && fault !== null && "answer" in fault) return send(res, fault.answer);
    const done = await books.serve(method, path, body === "" ? {} : JSON.parse(body));
    if (fault === "lose_answer" || done.how === "drop") return void req.socket.destroy();
    if (done.how === "silence") return;
    const answer = typeof fault === "object" && fault !== null ? fault.instead : done.answer;
    if ((answer.status ?? 200) < 300 && fault === null) answers.push({ path, body: answer.json });
    if (done.how === "twice") res.on("finish", () => req.socket.write(rawOf(answer)));
    send(res, answer);
  }

  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => void handle(req, res, Buffer.concat(chunks).toString()));
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    ...books,
    url: `http://127.0.0.1:${port}`,
    token: TOKEN,
    requests,
    answers,
    next: (path, fault) => void faults.push({ path, fault }),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function textOf({ json, text }: WireAnswer): string {
  return text ?? JSON.stringify(json);
}

function send(res: ServerResponse, answer: WireAnswer): void {
  const { status = 200, headers = {} } = answer;
  res.writeHead(status, { "content-type": "application/json", ...headers }).end(textOf(answer));
}

function rawOf(answer: WireAnswer): string {
  const body = textOf(answer);
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
