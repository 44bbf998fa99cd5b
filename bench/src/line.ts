import { connect, type Socket } from "node:net";

/** An answer, as far as a load generator reads it. */
export interface Answered {
  /** Three digits. */
  status: string;
}

const HEAD_END = Buffer.from("\r\n\r\n");

/** The length of the first whole answer in the buffer, or null while it is not whole. */
export function answerLength(buffer: Buffer): number | null {
  const headEnd = buffer.indexOf(HEAD_END);
  if (headEnd === -1) return null;
  const head = buffer.toString("latin1", 0, headEnd);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const whole = headEnd + HEAD_END.length + Number(length);
    return buffer.length >= whole ? whole : null;
  }
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
    const end = buffer.indexOf("0\r\n\r\n", headEnd + HEAD_END.length);
    return end === -1 ? null : end + 5;
  }
  return headEnd + HEAD_END.length;
}

/** A connection with one request in flight at a time, that reads only as much of an answer as tells its end. */
export interface Line {
  /** @throws Error where the connection ends before its answer */
  ask(request: Buffer): Promise<Answered>;
  /** False once the other side has closed it, as servers do with those that are idle. */
  readonly isOpen: boolean;
  end(): void;
}

/** Opens one; its first request waits until it is open. */
export function openLine(port: number): Line {
  const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true });
  let buffer: Buffer = Buffer.alloc(0);
  let waiting: { resolve: (answered: Answered) => void; reject: (error: Error) => void } | null = null;
  socket.on("data", (chunk: Buffer) => {
    buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk]);
    const length = answerLength(buffer);
    if (length === null) return;
    const status = buffer.toString("latin1", 9, 12);
    buffer = buffer.subarray(length);
    waiting?.resolve({ status });
  });
  const fail = (error: Error) => waiting?.reject(error);
  socket.on("error", fail).on("close", () => fail(new Error("The connection was closed before its answer")));
  return {
    get isOpen() {
      return !socket.destroyed && !socket.readableEnded;
    },
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    end: () => {
      waiting = null;
      socket.end();
    },
  };
}
