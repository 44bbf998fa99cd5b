import { EventEmitter, once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { ProxyEvent } from "./event.ts";
import { Link } from "./link.ts";
import type { Toxic } from "./toxic.ts";

/** A TCP proxy between two programs, whose wire can be spoiled while it is in use. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  /** Spoils the wire until the returned function is called. */
  add(toxic: Toxic): () => void;
  /**
   * Keeps the bytes that every open connection holds on the wire, even when the sender hangs up, until the
   * returned function is called. Later connections are not affected.
   */
  detain(): () => void;
  /** Takes all toxics away and lets held bytes go; also ends `down`. */
  heal(): Promise<void>;
  /** Refuses connections and cuts those that are open. */
  down(): Promise<void>;
  /** Cuts every open connection with a reset. */
  cut(): void;
  /** How often this event has occurred. */
  count(event: ProxyEvent): number;
  /** Resolves when the event has occurred `count` times since the proxy was opened. */
  reached(event: ProxyEvent, count: number, signal?: AbortSignal): Promise<void>;
  /** Requests whose answers are not complete: now, and the most at once since `forgetPeak`. */
  readonly inFlight: number;
  readonly peakInFlight: number;
  forgetPeak(): void;
}

export interface ProxyPlan {
  /** Where connections go. */
  target: { host: string; port: number };
  /** False for wires that carry no HTTP. Default true. */
  isHttp?: boolean;
}

/** Opens a proxy on a free port of 127.0.0.1. */
export async function openProxy({ target, isHttp = true }: ProxyPlan): Promise<TcpProxy> {
  const toxics = new Set<Toxic>();
  const links = new Set<Link>();
  const counts = new Map<ProxyEvent, number>();
  const news = new EventEmitter().setMaxListeners(0);
  let inFlight = 0;
  let peak = 0;
  let port = 0;

  const saw = (event: ProxyEvent) => {
    counts.set(event, (counts.get(event) ?? 0) + 1);
    news.emit("event");
  };
  const accept = (near: Socket) => {
    saw("connected");
    const far = connect({ ...target, noDelay: true });
    const link = new Link({ near, far, toxics, isHttp, saw, flying });
    links.add(link);
    link.closed.then(() => links.delete(link));
  };
  function flying(change: number): void {
    inFlight += change;
    peak = Math.max(peak, inFlight);
  }

  let server: Server | null = await listen(0, accept);
  const address = server.address();
  if (typeof address === "object" && address !== null) port = address.port;

  return {
    port,
    add(toxic) {
      toxics.add(toxic);
      return () => {
        toxics.delete(toxic);
        for (const link of links) link.wake();
      };
    },
    detain() {
      const detained = [...links];
      for (const link of detained) link.detain();
      return () => {
        for (const link of detained) link.release();
      };
    },
    async heal() {
      toxics.clear();
      for (const link of links) link.wake();
      server ??= await listen(port, accept);
    },
    async down() {
      const closing = server;
      server = null;
      const closed = closing === null ? Promise.resolve() : once(closing, "close");
      closing?.close();
      for (const link of links) link.cut();
      await closed;
    },
    cut() {
      for (const link of links) link.cut();
    },
    count: (event) => counts.get(event) ?? 0,
    async reached(event, count, signal) {
      while ((counts.get(event) ?? 0) < count) await once(news, "event", signal ? { signal } : {});
    },
    get inFlight() {
      return inFlight;
    },
    get peakInFlight() {
      return peak;
    },
    forgetPeak() {
      peak = inFlight;
    },
    async [Symbol.asyncDispose]() {
      for (const link of links) link.cut();
      if (server === null) return;
      const closed = once(server, "close");
      server.close();
      await closed;
    },
  };
}

async function listen(port: number, accept: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, accept);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}
