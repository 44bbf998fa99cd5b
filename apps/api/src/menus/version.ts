import { createHash } from "node:crypto";
import type { Menu } from "../pos/menu.ts";

/** The version of a menu: SHA-256 of its canonical JSON, so that the same content has the same version. */
export function menuVersion(menu: Menu): string {
  return createHash("sha256").update(canonicalJson(menu)).digest("hex");
}

/**
 * RFC 8785: keys sorted by code unit. Texts and finite numbers are already written its way by
 * `JSON.stringify`, and nothing else occurs in a menu.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
