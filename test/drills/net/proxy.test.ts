import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { until } from "../../program.ts";
import { openProxy, type TcpProxy } from "./proxy.ts";

/** Every toxic over real sockets: an echo behind the proxy, a caller before it. */

const opened: (TcpProxy | Server)[] = [];
const received: Buffer[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) {
    if ("heal" in one) await one[Symbol.asyncDispose]();
    else one.close();
  }
  received.length = 0;
});

async function echo(): Promise<TcpProxy> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      received.push(chunk);
      socket.write(chunk);
    });
    socket.on("end", () => socket.end());
  });
  return await before(server, false);
}

async function before(server: Server, isHttp: boolean): Promise<TcpProxy> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  opened.push(server);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const proxy = await openProxy({ target: { host: "127.0.0.1", port }, isHttp });
  opened.push(proxy);
  return proxy;
}

interface Caller {
  socket: Socket;
  /** What came back before the connection ended, and how it ended. */
  end: Promise<{ text: string; error: string | null }>;
}

function call(proxy: TcpProxy): Caller {
  const socket = connect({ host: "127.0.0.1", port: proxy.port, allowHalfOpen: true });
  let text = "";
  let error: string | null = null;
  socket.on("data", (chunk) => {
    text += chunk.toString();
  });
  socket.on("error", (thrown: Error & { code?: string }) => {
    error = thrown.code ?? thrown.message;
  });
  const end = new Promise<{ text: string; error: string | null }>((resolve) => {
    socket.once("close", () => resolve({ text, error }));
  });
  return { socket, end };
}

/** Resolves when earlier bytes have passed the proxy: a later connection has made its round trip. */
async function pass(proxy: TcpProxy): Promise<void> {
  const { socket, end } = call(proxy);
  socket.end("round");
  await until("the server has it", 5_000, () => Buffer.concat(received).toString().endsWith("round"));
  socket.destroy();
  await end;
}

describe("openProxy", () => {
  it("passes bytes both ways, and the end of each", async () => {
    const { socket, end } = call(await echo());
    socket.end("hello");
    expect(await end).toEqual({ text: "hello", error: null });
  });

  it("refuses while it is down, cuts what was open, and takes calls when healed", async () => {
    const proxy = await echo();
    const open = call(proxy);
    open.socket.write("a");
    await once(open.socket, "data");
    await proxy.down();
    expect((await open.end).error).toBe("ECONNRESET");
    expect((await call(proxy).end).error).toBe("ECONNREFUSED");
    await proxy.heal();
    const { socket, end } = call(proxy);
    socket.end("again");
    expect((await end).text).toBe("again");
  });

  it("swallows a direction, and lets later bytes through again", async () => {
    const proxy = await echo();
    const { socket, end } = call(proxy);
    const heal = proxy.add({ kind: "timeout", direction: "down" });
    socket.write("lost");
    await until("the server has it", 5_000, () => Buffer.concat(received).toString() === "lost");
    await pass(proxy);
    heal();
    socket.end("kept");
    expect((await end).text).toMatch(/kept$/);
  });

  it("holds a direction until it is let go", async () => {
    const proxy = await echo();
    const { socket, end } = call(proxy);
    const release = proxy.add({ kind: "hold", direction: "up" });
    socket.end("held");
    await proxy.reached("connected", 1);
    expect(received).toEqual([]);
    release();
    expect((await end).text).toBe("held");
  });

  it("delivers late what a caller has sent and given up, and new calls at once", async () => {
    const proxy = await echo();
    const release = proxy.add({ kind: "hold", direction: "up" });
    const early = call(proxy);
    // The bytes must be on the wire, not only in the caller's own buffer, when it hangs up.
    await new Promise((sent) => early.socket.write("early", sent));
    await proxy.reached("connected", 1);
    const letGo = proxy.detain();
    release();
    early.socket.destroy();
    await early.end;
    const later = call(proxy);
    later.socket.end("later");
    expect((await later.end).text).toBe("later");
    letGo();
    await until("the server has both", 5_000, () => Buffer.concat(received).toString() === "laterearly");
  });

  it("resets at the first byte", async () => {
    const proxy = await echo();
    proxy.add({ kind: "reset_peer", direction: "down" });
    const { socket, end } = call(proxy);
    socket.write("x");
    expect(await end).toEqual({ text: "", error: "ECONNRESET" });
    expect(Buffer.concat(received).toString()).toBe("x");
  });

  it.each([0, 1, 4])("lets %i bytes of a request pass and then cuts", async (bytes) => {
    const proxy = await echo();
    proxy.add({ kind: "limit_data", direction: "up", bytes });
    const { socket, end } = call(proxy);
    socket.write("hello");
    expect((await end).error).toBe("ECONNRESET");
    expect(proxy.count("limit_reached")).toBe(1);
    expect("hell".startsWith(Buffer.concat(received).toString())).toBe(true);
    expect(Buffer.concat(received).length).toBeLessThanOrEqual(bytes);
  });

  it("delays, slices and slows without losing or reordering a byte", async () => {
    const proxy = await echo();
    proxy.add({ kind: "latency", direction: "up", ms: 5 });
    proxy.add({ kind: "bandwidth", direction: "down", bytesPerSecond: 100_000 });
    proxy.add({ kind: "slicer", direction: "down", bytes: 7, pauseMs: 1 });
    proxy.add({ kind: "slow_close", direction: "down", ms: 5 });
    const { socket, end } = call(proxy);
    const text = "0123456789".repeat(20);
    for (const part of [text.slice(0, 50), text.slice(50)]) socket.write(part);
    socket.end();
    expect(await end).toEqual({ text, error: null });
  });

  it("tells requests and answers apart, and how many are under way at once", async () => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const server = createHttpServer((req, res) => {
      req.resume().on("end", () => void held.then(() => res.end("ok")));
    });
    const proxy = await before(server, true);
    const send = () => fetch(`http://127.0.0.1:${proxy.port}/`, { method: "PUT", body: "x".repeat(1_000) });
    const answers = [send(), send(), send()];
    await proxy.reached("request_complete", 3);
    expect([proxy.inFlight, proxy.peakInFlight, proxy.count("answer_begun")]).toEqual([3, 3, 0]);
    answer();
    await Promise.all(answers);
    await proxy.reached("answer_complete", 3);
    expect([proxy.inFlight, proxy.peakInFlight]).toEqual([0, 3]);
  });
});
