import { connect, createServer, type Socket } from "node:net";

/** A wire to a server that can lose everything without a reset, as a frozen host or a firewall does. */
export interface TestWire extends AsyncDisposable {
  /** The server's address, through the wire. */
  url: string;
  /** Nothing passes any more, on any connection that is open or comes; none of them ever recovers. */
  swallow(): void;
  /** The next message with this text arrives, and its connection carries no answer any more. */
  loseAnswerTo(text: string): void;
  /** The next message with this text is the last that arrives: from then on the wire swallows everything. */
  swallowAfter(text: string): void;
  /** Connections that come pass again. */
  heal(): void;
}

export async function openTestWire(url: string): Promise<TestWire> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let isSilent = false;
  let lost: { text: string; isLast: boolean } | null = null;
  const server = createServer((near) => {
    const far = connect({ host: target.hostname, port: Number(target.port) });
    const dead = { up: false, down: false };
    // The message may come in pieces, and all of them arrive.
    let carriesLast = false;
    const pass = (from: Socket, to: Socket, direction: "up" | "down") => {
      sockets.add(from);
      from.on("data", (piece) => {
        if (isSilent && !carriesLast) dead.up = dead.down = true;
        if (dead[direction]) return;
        to.write(piece);
        if (direction !== "up" || lost === null || !piece.includes(lost.text)) return;
        carriesLast = lost.isLast;
        isSilent ||= lost.isLast;
        lost = null;
        dead.down = true;
      });
      from.on("error", () => {});
      from.on("close", () => {
        sockets.delete(from);
        if (!dead.up && !dead.down) to.destroy();
      });
    };
    pass(near, far, "up");
    pass(far, near, "down");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const wired = new URL(url);
  wired.hostname = "127.0.0.1";
  wired.port = String(typeof address === "object" && address !== null ? address.port : 0);
  return {
    url: wired.href,
    swallow() {
      isSilent = true;
    },
    loseAnswerTo(text) {
      lost = { text, isLast: false };
    },
    swallowAfter(text) {
      lost = { text, isLast: true };
    },
    heal() {
      isSilent = false;
      lost = null;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
