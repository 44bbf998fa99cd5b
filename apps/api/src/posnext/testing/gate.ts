import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A proxy in front of a POS that a test opens and closes. Closed, it takes connections and never answers. */
export interface Gate extends AsyncDisposable {
  url: string;
  /** Connections that are open now. */
  readonly open: number;
  /** The most connections that were open at once. */
  readonly most: number;
  letThrough(): void;
}

export async function createGate(posUrl: string): Promise<Gate> {
  const target = new URL(posUrl);
  const sockets = new Set<Socket>();
  const held = new Set<Socket>();
  let isOpen = false;
  let most = 0;

  function pass(socket: Socket): void {
    const pos = connect(Number(target.port), target.hostname);
    socket.pipe(pos).pipe(socket);
    pos.on("error", () => socket.destroy());
    socket.on("close", () => pos.destroy());
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    most = Math.max(most, sockets.size);
    socket
      .on("error", () => {})
      .on("close", () => {
        sockets.delete(socket);
        held.delete(socket);
      });
    if (isOpen) pass(socket);
    else held.add(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The gate has no port");

  return {
    url: `http://127.0.0.1:${address.port}`,
    get open() {
      return sockets.size;
    },
    get most() {
      return most;
    },
    letThrough() {
      isOpen = true;
      for (const socket of held) pass(socket);
      held.clear();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
