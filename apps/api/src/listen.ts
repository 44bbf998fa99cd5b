import type { Server } from "node:http";
import { Socket } from "node:net";
import { kindOf, numberOf } from "./processes/message.ts";

/** How the API's connections come: it listens, or its parent holds the port and hands each socket over. */
export interface Listening {
  port: number;
  /** Takes no more connections. Resolves when those that it has have ended. */
  close(): Promise<void>;
}

/** Connections that may wait to be taken: those of a burst, where Node's 511 would have more reset or sent again. */
const BACKLOG = 4_096;

/** Listens on an address of its own. */
export async function listenOn(server: Server, at: { host: string; port: number }): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ ...at, backlog: BACKLOG }, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : at.port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Serves the sockets that the parent hands over (processes/front-door.ts), once it was told that we are ready. */
export function serveFromParent(server: Server, port: number): Listening {
  const sockets = new Set<Socket>();
  let whenEmpty = () => {};
  const taking = takeFromParent((socket) => {
    sockets.add(socket);
    socket.once("close", () => {
      sockets.delete(socket);
      tellParent({ kind: "ended" });
      if (sockets.size === 0) whenEmpty();
    });
    server.emit("connection", socket);
    socket.resume();
  });
  // What a server begins when it listens: without it neither slow nor idle connections would ever be closed.
  server.emit("listening");
  taking.start();
  return {
    port,
    async close() {
      taking.stop();
      // As Server.close does: whoever is served to the end is told to close the connection.
      const empty = new Promise<void>((resolve) => {
        whenEmpty = resolve;
      });
      if (sockets.size > 0) await empty;
    },
  };
}

/**
 * Takes the sockets that the parent hands over, unread. `start` says that they may come; after `stop` what was not
 * taken goes to whoever serves next.
 */
export function takeFromParent(take: (socket: Socket) => void): { start(): void; stop(): void } {
  let isClosing = false;
  process.on("message", (message: unknown, handle: unknown) => {
    if (!(handle instanceof Socket)) {
      // Its caller went while it was under way. The parent hands over no more than a few that were not taken.
      if (kindOf(message) === "connection") tellParent({ kind: "taken", number: numberOf(message) });
      return;
    }
    if (isClosing) {
      // Only our end of it.
      handle.destroy();
      return;
    }
    tellParent({ kind: "taken", number: numberOf(message) });
    take(handle);
  });
  return {
    start: () => tellParent({ kind: "serving" }),
    stop() {
      isClosing = true;
      tellParent({ kind: "closing" });
    },
  };
}

/** A parent that is gone hears nothing, and its end is noticed elsewhere. */
function tellParent(message: object): void {
  if (process.connected === true) process.send?.(message, undefined, undefined, () => {});
}
