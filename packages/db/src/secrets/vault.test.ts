import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { loadOrCreateMasterKey, openVault, VaultError } from "./vault.ts";

const vault = openVault({ masterKey: "m".repeat(32) });
const place = { table: "connection_secrets", row: "sec_1", column: "sealed" };

describe("openVault", () => {
  it.each(["yummytaco-demo-sharedid-2026-0001", "", "ünïcode 🌮", "x".repeat(10_000)])(
    "opens what it sealed: %s",
    (plain) => {
      expect(vault.open(vault.seal(plain, place), place)).toBe(plain);
    },
  );

  it("opens under the same master key in another process", () => {
    expect(openVault({ masterKey: "m".repeat(32) }).open(vault.seal("s3cret", place), place)).toBe("s3cret");
  });

  it("never seals the same text to the same bytes, and never shows it", () => {
    const [one, two] = [vault.seal("s3cret", place), vault.seal("s3cret", place)];
    expect(Buffer.from(one).equals(two)).toBe(false);
    expect(Buffer.from(one).includes("s3cret")).toBe(false);
  });

  it.each([
    { ...place, row: "sec_2" },
    { ...place, table: "locations" },
    { ...place, column: "other" },
    { table: 'connection_secrets","sec_1', row: "", column: "sealed" },
  ])("refuses a ciphertext that was moved to %o", (other) => {
    expect(() => vault.open(vault.seal("s3cret", place), other)).toThrow(VaultError);
  });

  it("refuses another master key", () => {
    const other = openVault({ masterKey: "n".repeat(32) });
    expect(() => other.open(vault.seal("s3cret", place), place)).toThrow(/another master key/);
  });

  it("refuses bytes of which any was changed or cut off", () => {
    const sealed = Buffer.from(vault.seal("s3cret", place));
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(i) ^ 1, i);
      expect(() => vault.open(changed, place)).toThrow(VaultError);
      expect(() => vault.open(sealed.subarray(0, i), place)).toThrow(VaultError);
    }
  });

  it("gives one text one blind index per master key", () => {
    const other = openVault({ masterKey: "n".repeat(32) });
    expect(vault.blindIndex("s3cret")).toBe(openVault({ masterKey: "m".repeat(32) }).blindIndex("s3cret"));
    expect(vault.blindIndex("s3cret")).toMatch(/^[0-9a-f]{64}$/);
    expect(vault.blindIndex("s3cret")).not.toBe(vault.blindIndex("s3creT"));
    expect(vault.blindIndex("s3cret")).not.toBe(other.blindIndex("s3cret"));
  });

  it("refuses a master key that is too short", () => {
    expect(() => openVault({ masterKey: "short" })).toThrow(/at least 32/);
  });
});

describe("loadOrCreateMasterKey", () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-key-"));
  const path = join(folder, "data", "master.key");
  afterEach(() => rmSync(join(folder, "data"), { recursive: true, force: true }));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("makes a key that only its owner can read, and keeps it", () => {
    const key = loadOrCreateMasterKey(join(folder, "data"));
    expect(Buffer.from(key, "base64url")).toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(loadOrCreateMasterKey(join(folder, "data"))).toBe(key);
  });

  it("closes a key file that others could read", () => {
    const key = loadOrCreateMasterKey(join(folder, "data"));
    rmSync(path);
    writeFileSync(path, `${key}\n`, { mode: 0o644 });
    expect(loadOrCreateMasterKey(join(folder, "data"))).toBe(key);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, "utf8").trim()).toBe(key);
  });
});
