import { afterEach, describe, expect, it } from "vitest";
import type { StoredPos } from "../store-pos.ts";
import { createHostileStage, untilWritten, within } from "../testing/hostile-pos.ts";
import { storeOf } from "../testing/store-of.ts";

const stage = createHostileStage();
const { keyText, order, placed } = stage;

afterEach(() => stage.close());

describe("place", () => {
  it("does not follow a redirect to another POS", async () => {
    const other = await stage.hostile(() => ({ body: JSON.stringify(placed) }));
    const pos = await stage.hostile(() => ({ status: 308, headers: { location: other.url } }));
    await stage.adapterFor(pos.url).place(order, within(10_000));
    expect(other.requests).toEqual([]);
  });

  it("calls an answer that ends too early unknown (H15)", async () => {
    const url = await stage.raw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{");
      socket.end();
    });
    const outcome = await stage.adapterFor(url).place(order, within(10_000));
    expect(outcome).toMatchObject({
      kind: "unknown",
      reason: "connection_lost",
      call: { status: 200, responseBody: "{" },
    });
  });

  it("calls a connection that is dropped after the request unknown", async () => {
    const url = await stage.raw((socket) => socket.destroy());
    expect(await stage.adapterFor(url).place(order, within(10_000))).toMatchObject({
      kind: "unknown",
      reason: "connection_lost",
    });
  });

  it("calls an answer that is not HTTP unknown", async () => {
    const url = await stage.raw((socket) => socket.end("hello\r\n\r\n"));
    expect((await stage.adapterFor(url).place(order, within(10_000))).kind).toBe("unknown");
  });

  it("stops reading an endless answer at its limit (H20)", async () => {
    let written = 0;
    const url = await stage.raw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
      const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
      const pump = () => {
        while (!socket.destroyed && socket.write(chunk)) written += 0x10000;
      };
      socket.on("drain", pump);
      pump();
    });
    const outcome = await stage.adapterFor(url).place(order, within(10_000));
    expect(outcome).toMatchObject({ kind: "unknown", reason: "answer_too_large" });
    expect(outcome.call?.responseBody).toHaveLength(64 * 1024);
    expect(written).toBeLessThan(16 * 1024 * 1024);
  });

  it("gives the first of two answers to one request, and drops the connection (H23)", async () => {
    const pos = await stage.hostile((_req, res) => {
      res.on("finish", () => res.socket?.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"));
      return { body: JSON.stringify(placed) };
    });
    const adapter = stage.adapterFor(pos.url);
    expect((await adapter.place(order, within(10_000))).kind).toBe("placed");
    expect((await adapter.place(order, within(10_000))).kind).toBe("placed");
  });

  it("calls silence unknown at the deadline, and the caller's leaving too (H13)", async () => {
    const pos = await stage.hostile(() => undefined);
    const adapter = stage.adapterFor(pos.url);
    expect(await adapter.place(order, untilWritten())).toMatchObject({ kind: "unknown", reason: "deadline" });
    const caller = new AbortController();
    const placing = adapter.place(order, { ...within(10_000), signal: caller.signal });
    while (pos.requests.length < 2) await new Promise(setImmediate);
    caller.abort();
    expect(await placing).toMatchObject({ kind: "unknown", reason: "aborted" });
  });
});

describe("proof that nothing was sent", () => {
  it("is a refused connection", async () => {
    const url = await stage.raw(() => undefined);
    await stage.closeLast();
    expect(await stage.adapterFor(url).place(order, within(10_000))).toMatchObject({
      kind: "not_sent",
      reason: "connection_refused",
      call: { status: null },
    });
  });

  it("is a POS that does not speak TLS", async () => {
    const url = await stage.raw((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const outcome = await stage.adapterFor(url.replace("http:", "https:")).place(order, within(10_000));
    expect(outcome.kind).toBe("not_sent");
  });

  it("is a certificate that nobody vouches for (H35)", async () => {
    const pos = await stage.selfSigned();
    const outcome = await stage.adapterFor(pos.url).place(order, within(10_000));
    expect(outcome).toMatchObject({ kind: "not_sent", reason: "depth_zero_self_signed_cert" });
    expect(pos.requests).toEqual([]);
  });

  it.each<[string, Partial<StoredPos>, string]>([
    [
      "a URL inside our network",
      { settings: { url: "https://10.0.0.1", store: "S" } },
      "adapter_url_forbidden",
    ],
    ["settings without a URL", { settings: {} }, "pos_settings_invalid"],
    ["no settings", { settings: null }, "pos_settings_invalid"],
    ["no key", { secret: null }, "pos_key_invalid"],
    ["a key that is none", { secret: "secret" }, "pos_key_invalid"],
    ["a kind that we do not know", { kind: "abacus" }, "pos_kind_unknown"],
  ])("is %s, and every other call fails for the same reason", async (_what, change, reason) => {
    const settings = { url: "https://pos.example.com", store: "STORE-1" };
    const store = storeOf({ kind: "bridge", settings, secret: keyText, ...change });
    const adapter = stage.openRegistry().adapterFor(store);
    const ctl = within(10_000);
    expect(await adapter.place(order, ctl)).toEqual({ kind: "not_sent", reason, call: null });
    expect(await adapter.lookUp(order.reference, ctl)).toMatchObject({ kind: "unknown", reason });
    expect(await adapter.check(order, ctl)).toMatchObject({ kind: "failed", reason });
    expect(await adapter.fetchMenu({ etag: null }, ctl)).toEqual({ kind: "failed", reason });
  });
});
