import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { ProxyEvent } from "./event.ts";
import { Framer } from "./framer.ts";
import type { Direction, Toxic } from "./toxic.ts";

interface LinkParts {
  near: Socket;
  far: Socket;
  /** The proxy's own set: its current toxics apply to the next piece. */
  toxics: ReadonlySet<Toxic>;
  isHttp: boolean;
  saw(event: ProxyEvent): void;
  /** Called with the change in the number of requests that wait for their answers. */
  flying(change: number): void;
}

/** One connection through the proxy: both directions, each piece in order and subject to the set toxics. */
export class Link {
  readonly closed: Promise<void>;
  readonly #parts: LinkParts;
  readonly #passed = new Map<Toxic, number>();
  #woken: PromiseWithResolvers = withResolvers();
  #inFlight = 0;
  #isPlacing = false;
  #isClosed = false;
  /** True while held bytes stay on the wire even when their sender hangs up. */
  #isDetained = false;
  #idle: NodeJS.Timeout | null = null;

  constructor(parts: LinkParts) {
    this.#parts = parts;
    const { near, far } = parts;
    const ends = [near, far].map(
      (socket) =>
        new Promise<void>((resolve) => socket.on("error", () => this.#broke()).once("close", resolve)),
    );
    this.closed = Promise.all(ends).then(() => this.#close());
    void this.#pump("up", near, far);
    void this.#pump("down", far, near);
  }

  /** Checks held bytes again after the toxics have changed. */
  wake(): void {
    this.#woken.resolve();
    this.#woken = withResolvers();
  }

  /** Keeps the bytes that this connection holds, whatever happens to the wire's toxics. */
  detain(): void {
    this.#isDetained = true;
  }

  /** Lets detained bytes go on. */
  release(): void {
    this.#isDetained = false;
    this.wake();
  }

  /** A sender that hangs up does not take back bytes that are already on the wire. */
  #broke(): void {
    if (!this.#isDetained) this.cut();
  }

  /** Both ends get a reset. */
  cut(): void {
    for (const socket of [this.#parts.near, this.#parts.far]) {
      if (socket.connecting) socket.destroy();
      else socket.resetAndDestroy();
    }
    this.#close();
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#parts.near.destroy();
    this.#parts.far.destroy();
    this.#parts.flying(-this.#inFlight);
    this.#inFlight = 0;
    this.wake();
  }

  async #pump(direction: Direction, from: Socket, to: Socket): Promise<void> {
    const framer = new Framer();
    try {
      // An iterator that destroyed its socket at the end would also end the other direction.
      for await (const chunk of from.iterator({ destroyOnReturn: false })) {
        if (this.#parts.isHttp) this.#notice(direction, framer.push(chunk));
        await this.#pass(direction, chunk, to);
        if (this.#isClosed) return;
      }
      await this.#slowly(direction);
      to.end();
    } catch {
      // A cut connection ends here; both ends have been reset.
    }
  }

  /** A connection carries one call at a time, so the next answer belongs to the last request. */
  #notice(direction: Direction, { begun, ended }: { begun: string[]; ended: string[] }): void {
    const { saw } = this.#parts;
    if (direction === "up") {
      for (const method of ended) {
        this.#isPlacing = method === "PUT";
        if (!this.#isPlacing) continue;
        saw("request_complete");
        this.#fly(1);
      }
      return;
    }
    if (!this.#isPlacing) return;
    if (begun.length > 0) saw("answer_begun");
    if (ended.length === 0) return;
    saw("answer_complete");
    this.#isPlacing = false;
    this.#fly(-1);
    this.#closeWhenIdle();
  }

  /** Acts like a POS that ends a kept connection on its own. */
  #closeWhenIdle(): void {
    const idle = [...this.#parts.toxics].find((toxic) => toxic.kind === "idle_close");
    if (this.#idle !== null) clearTimeout(this.#idle);
    if (idle?.kind !== "idle_close") return;
    this.#idle = setTimeout(() => {
      this.#parts.saw("idle_closed");
      this.#parts.near.end();
      this.#parts.far.end();
    }, idle.ms);
  }

  #fly(change: number): void {
    this.#inFlight += change;
    this.#parts.flying(change);
  }

  /** Passes one piece on, subject to every toxic of its direction. */
  async #pass(direction: Direction, chunk: Buffer, to: Socket): Promise<void> {
    while (!this.#isClosed && (this.#isDetained || this.#has("hold", direction))) await this.#woken.promise;
    for (const toxic of [...this.#parts.toxics]) {
      if (toxic.direction !== direction || this.#isClosed) continue;
      if (toxic.kind === "timeout") return;
      if (toxic.kind === "reset_peer") return this.cut();
      if (toxic.kind === "latency") await pause(toxic.ms);
      if (toxic.kind === "bandwidth") await pause((chunk.length / toxic.bytesPerSecond) * 1_000);
      if (toxic.kind === "limit_data") {
        const left = toxic.bytes - (this.#passed.get(toxic) ?? 0);
        this.#passed.set(toxic, toxic.bytes - left + chunk.length);
        if (chunk.length > left) return await this.#cutAfter(chunk.subarray(0, Math.max(0, left)), to);
      }
      if (toxic.kind === "slicer") return await this.#slice(chunk, toxic, to);
    }
    await write(to, chunk);
  }

  async #cutAfter(last: Buffer, to: Socket): Promise<void> {
    if (last.length > 0) await write(to, last);
    this.#parts.saw("limit_reached");
    this.cut();
  }

  async #slice(chunk: Buffer, toxic: Toxic & { kind: "slicer" }, to: Socket): Promise<void> {
    for (let at = 0; at < chunk.length && !this.#isClosed; at += toxic.bytes) {
      await write(to, chunk.subarray(at, at + toxic.bytes));
      await pause(toxic.pauseMs);
    }
  }

  async #slowly(direction: Direction): Promise<void> {
    for (const toxic of [...this.#parts.toxics]) {
      if (toxic.kind === "slow_close" && toxic.direction === direction) await pause(toxic.ms);
    }
  }

  #has(kind: Toxic["kind"], direction: Direction): boolean {
    return [...this.#parts.toxics].some((toxic) => toxic.kind === kind && toxic.direction === direction);
  }
}

interface PromiseWithResolvers {
  promise: Promise<void>;
  resolve: () => void;
}

function withResolvers(): PromiseWithResolvers {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Resolves when the operating system has the piece, so that bytes written before a cut do arrive. */
function write(to: Socket, chunk: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (to.destroyed || chunk.length === 0) return resolve();
    to.write(chunk, () => resolve());
  });
}
