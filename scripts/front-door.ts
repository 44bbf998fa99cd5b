import type { ChildProcess } from "node:child_process";
import { createServer, type Socket } from "node:net";

/**
 * Holds the API's port while no API is there to listen on it. The launcher accepts each connection and hands the
 * socket itself to the child, which sees the caller's own address and serves it as if it had listened. Between two
 * children a connection waits, unread, instead of being refused: a restart costs PAR a second, not an error.
 *
 * A connection that the child had already is lost with it; and where the launcher dies, so does the port.
 */
export interface FrontDoor {
  readonly port: number;
  /** Hands connections to this child from when it says that it serves until it says that it closes, or ends. */
  watch(child: ChildProcess): void;
  /** Takes no more connections; those that wait are closed. */
  close(): void;
}

/** A caller that waits longer than this has given up, or is better off with an error. */
const WAIT_MS = 20_000;
/** Connections that may wait; each is a few kilobytes. */
const WAITING_MAX = 2_000;
/** As in the API's own listening: connections of a burst wait to be accepted, where Node's 511 would have more reset. */
const BACKLOG = 4_096;

export async function openFrontDoor(at: { host: string; port: number }): Promise<FrontDoor> {
  let serving: ChildProcess | null = null;
  const waiting = new Map<Socket, NodeJS.Timeout>();
  /** Handed to a child that has not yet said that it took them, by their number. */
  const handed = new Map<number, { child: ChildProcess; socket: Socket }>();
  let count = 0;

  /**
   * Our end stays open until the child says that it took the socket: one that dies before is no error of `send`, and
   * its caller would wait for nobody.
   */
  function hand(child: ChildProcess, socket: Socket): void {
    const number = ++count;
    handed.set(number, { child, socket });
    child.send({ kind: "connection", number }, socket, { keepOpen: true }, (error) => {
      if (error !== null) takeBack(number);
    });
  }

  /** The next child gets the socket, unless its caller has gone. */
  function takeBack(number: number): void {
    const entry = handed.get(number);
    if (entry === undefined) return;
    handed.delete(number);
    leave(entry.child);
    admit(entry.socket);
  }

  function takeBackFrom(child: ChildProcess): void {
    for (const [number, entry] of [...handed]) if (entry.child === child) takeBack(number);
  }

  function taken(number: unknown): void {
    if (typeof number !== "number") return;
    handed.get(number)?.socket.destroy();
    handed.delete(number);
  }

  function serve(child: ChildProcess): void {
    serving = child;
    for (const [socket, timer] of [...waiting]) {
      clearTimeout(timer);
      waiting.delete(socket);
      hand(child, socket);
    }
  }

  function leave(child: ChildProcess): void {
    if (serving === child) serving = null;
  }

  function admit(socket: Socket): void {
    if (serving?.connected === true) {
      hand(serving, socket);
      return;
    }
    if (socket.destroyed || waiting.size >= WAITING_MAX) {
      socket.destroy();
      return;
    }
    const timer = setTimeout(() => socket.destroy(), WAIT_MS);
    waiting.set(socket, timer);
    socket.on("error", () => {});
    socket.once("close", () => {
      clearTimeout(timer);
      waiting.delete(socket);
    });
  }

  const server = createServer({ pauseOnConnect: true, noDelay: true }, admit);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ ...at, backlog: BACKLOG }, resolve);
  });
  const address = server.address();

  return {
    port: typeof address === "object" && address !== null ? address.port : at.port,
    watch(child) {
      child.on("message", (message) => {
        if (kindOf(message) === "serving") serve(child);
        else if (kindOf(message) === "closing") leave(child);
        else if (kindOf(message) === "taken") taken(numberOf(message));
      });
      child.once("exit", () => {
        leave(child);
        // Its last words may still be in the channel: they are read within the next turn of the event loop. Node's
        // own "disconnect" never comes where a socket was under way.
        setImmediate(() => setImmediate(() => takeBackFrom(child)));
      });
      // The channel breaks with the child; its exit tells.
      child.on("error", () => {});
    },
    close() {
      server.close();
      for (const socket of waiting.keys()) socket.destroy();
      for (const { socket } of handed.values()) socket.destroy();
    },
  };
}

function kindOf(message: unknown): unknown {
  return typeof message === "object" && message !== null && "kind" in message ? message.kind : null;
}

function numberOf(message: unknown): unknown {
  return typeof message === "object" && message !== null && "number" in message ? message.number : null;
}
