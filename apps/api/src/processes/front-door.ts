import type { ChildProcess } from "node:child_process";
import { createServer, type Socket } from "node:net";
import { kindOf, numberOf } from "./message.ts";

/**
 * Holds the API's port for the processes that serve it, and while there is none. Each connection is accepted here and
 * the socket itself is handed to a child, which sees the caller's own address and serves it as if it had listened. Of
 * several children the one with the fewest connections gets it. Where none serves, a connection waits, unread, instead
 * of being refused: a restart costs PAR a second, not an error.
 *
 * A connection that a child had already is lost with it; and where this process dies, so does the port.
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
  /** The children that serve, each with its connections; whoever got one last stands last. */
  const serving = new Map<ChildProcess, number>();
  const waiting = new Map<Socket, NodeJS.Timeout>();
  /** Handed to a child that has not yet said that it took them, by their number. */
  const handed = new Map<number, { child: ChildProcess; socket: Socket }>();
  let count = 0;

  /** Of those with the fewest connections, the one whose last is the longest ago. */
  function next(): ChildProcess | null {
    let best: ChildProcess | null = null;
    let fewest = Number.POSITIVE_INFINITY;
    for (const [child, connections] of serving) {
      if (!child.connected || connections >= fewest) continue;
      best = child;
      fewest = connections;
    }
    return best;
  }

  function countOf(child: ChildProcess, change: 1 | -1): void {
    const connections = serving.get(child);
    if (connections === undefined) return;
    if (change === 1) serving.delete(child);
    serving.set(child, Math.max(0, connections + change));
  }

  /**
   * Our end stays open until the child says that it took the socket: one that dies before is no error of `send`, and
   * its caller would wait for nobody.
   */
  function hand(child: ChildProcess, socket: Socket): void {
    const number = ++count;
    handed.set(number, { child, socket });
    countOf(child, 1);
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

  function taken(number: number | null): void {
    if (number === null) return;
    handed.get(number)?.socket.destroy();
    handed.delete(number);
  }

  function serve(child: ChildProcess): void {
    serving.set(child, 0);
    for (const [socket, timer] of [...waiting]) {
      clearTimeout(timer);
      waiting.delete(socket);
      hand(child, socket);
    }
  }

  function leave(child: ChildProcess): void {
    serving.delete(child);
  }

  function admit(socket: Socket): void {
    const child = next();
    if (child !== null) {
      hand(child, socket);
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
        switch (kindOf(message)) {
          case "serving":
            serve(child);
            break;
          case "closing":
            leave(child);
            // What it has not said that it took it will not take.
            takeBackFrom(child);
            break;
          case "taken":
            taken(numberOf(message));
            break;
          case "ended":
            countOf(child, -1);
            break;
        }
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
