import type { ChildProcess } from "node:child_process";
import { createServer, type Socket } from "node:net";
import { kindOf, numberOf } from "./message.ts";

/**
 * Holds the API's port for the processes that serve it, and while there is none. Each connection is accepted here and
 * the socket itself is handed to a child, which sees the caller's own address and serves it as if it had listened. Of
 * several children the one with the fewest connections gets it. Where none serves, or none takes what it was handed, a
 * connection waits, unread, instead of being refused: a restart costs PAR a second, not an error.
 *
 * A connection that a child had already is lost with it; and where this process dies, so does the port.
 */
export interface FrontDoor {
  readonly port: number;
  /** Hands connections to this child from when it says that it serves until it says that it closes, or ends. */
  watch(child: ChildProcess): {
    /** It is handed no more; what it has not taken goes to others when it has ended. */
    rest(): void;
  };
  /** Takes no more connections; those that wait are closed. */
  close(): void;
}

/** A caller that waits longer than this has given up, or is better off with an error. */
const WAIT_MS = 20_000;
/** Connections that may wait; each is a few kilobytes. */
const WAITING_MAX = 2_000;
/**
 * Connections that a child may be handed and not yet have taken. Node sends one handle for each answer of the child and
 * keeps every later message behind it, the answers about lanes included (orders/dispatch/counted-lanes.ts): in a burst
 * of connections a busy child would have no place at any POS. One more than one, so that the next is on its way while
 * the child says that it took the last.
 */
const HANDED_MAX = 2;
/** As in the API's own listening: connections of a burst wait to be accepted, where Node's 511 would have more reset. */
const BACKLOG = 4_096;

/** @param onError what the open port has to say, such as that there are no file descriptors left; it goes on */
export async function openFrontDoor(
  at: { host: string; port: number },
  { onError }: { onError: (error: Error) => void },
): Promise<FrontDoor> {
  /** The children that serve, each with its connections; whoever got one last stands last. */
  const serving = new Map<ChildProcess, number>();
  const waiting = new Map<Socket, NodeJS.Timeout>();
  /** Handed to a child that has not yet said that it took them, by their number. */
  const handed = new Map<number, { child: ChildProcess; socket: Socket }>();
  let count = 0;

  function isBusy(child: ChildProcess): boolean {
    let untaken = 0;
    for (const entry of handed.values()) if (entry.child === child) untaken += 1;
    return untaken >= HANDED_MAX;
  }

  /** Of those with the fewest connections, the one whose last is the longest ago; none that has yet to take some. */
  function next(): ChildProcess | null {
    let best: ChildProcess | null = null;
    let fewest = Number.POSITIVE_INFINITY;
    for (const [child, connections] of serving) {
      if (!child.connected || connections >= fewest || isBusy(child)) continue;
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
    // It would be sent as a message without a socket.
    if (socket.destroyed) return;
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
    handOn();
  }

  /** Those that wait, the first that came first, for as long as somebody takes them. */
  function handOn(): void {
    for (const [socket, timer] of waiting) {
      const child = next();
      if (child === null) return;
      clearTimeout(timer);
      waiting.delete(socket);
      hand(child, socket);
    }
  }

  function serve(child: ChildProcess): void {
    serving.set(child, 0);
    handOn();
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
    server.listen({ ...at, backlog: BACKLOG }, () => {
      server.off("error", reject);
      resolve();
    });
  });
  // One that nobody hears would end this process, and all callers with it.
  server.on("error", onError);
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
      return { rest: () => leave(child) };
    },
    close() {
      server.close();
      for (const socket of waiting.keys()) socket.destroy();
      for (const { socket } of handed.values()) socket.destroy();
    },
  };
}
