import { createSigningKey } from "@parley/bridge-contract";
import { afterEach, describe, expect, it } from "vitest";
import { createHostileStage, within } from "./testing/hostile-pos.ts";
import { storeOf } from "./testing/store-of.ts";

const stage = createHostileStage();
const { keyText, order, placed } = stage;

afterEach(() => stage.close());

describe("createPosRegistry", () => {
  it("keeps one adapter per store until its settings change", () => {
    const registry = stage.openRegistry();
    const settings = { url: "https://pos.example.com", store: "S" };
    const store = { kind: "bridge", settings, secret: keyText };
    const first = registry.adapterFor(storeOf(store));
    expect(registry.adapterFor(storeOf({ ...store }))).toBe(first);
    expect(registry.adapterFor(storeOf({ ...store, secret: createSigningKey() }))).not.toBe(first);
    expect(registry.adapterFor(storeOf({ ...store, lane: "loc_2" }))).not.toBe(first);
  });

  it("signs with the first of two keys and believes answers by either", async () => {
    const pos = await stage.hostile(() => ({ body: JSON.stringify(placed) }));
    const outcome = await stage
      .adapterFor(pos.url, `${createSigningKey()} ${keyText}`)
      .place(order, within(10_000));
    expect(outcome.kind).toBe("placed");
  });

  it.each([["127.0.0.1"], ["10.0.0.1"], ["93.184.215.14", "169.254.169.254"]])(
    "sends nothing to a public name that resolves to %s",
    async (...addresses) => {
      const registry = stage.openRegistry({
        allowLoopbackHttp: false,
        resolveName: (_name, _options, callback) =>
          callback(
            null,
            addresses.map((address) => ({ address, family: 4 })),
          ),
      });
      const settings = { url: "https://pos.example.com", store: "STORE-1" };
      const adapter = registry.adapterFor(storeOf({ kind: "bridge", settings, secret: keyText }));
      expect(await adapter.place(order, within(10_000))).toMatchObject({
        kind: "not_sent",
        reason: "adapter_url_forbidden",
      });
    },
  );

  it("sends nothing to a name that does not resolve", async () => {
    const failure = Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
    const registry = stage.openRegistry({
      resolveName: (_name, _options, callback) => callback(failure, []),
    });
    const settings = { url: "https://pos.example.com", store: "STORE-1" };
    const adapter = registry.adapterFor(storeOf({ kind: "bridge", settings, secret: keyText }));
    expect(await adapter.place(order, within(10_000))).toMatchObject({
      kind: "not_sent",
      reason: "name_not_found",
    });
  });
});
