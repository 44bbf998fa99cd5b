import { setTimeout as delay } from "node:timers/promises";
import { type Database, openDatabase } from "@parley/db";
import { insertBrand, insertLocation, setLocationPos } from "@parley/db/stores";
import type { TestDatabase } from "@parley/db/testing";
import { createLogger } from "../../logger.ts";
import type { Menu } from "../../pos/menu.ts";
import { menuOf, productOf } from "../../pricing/testing/orders.ts";
import { type Availability, createAvailability } from "../availability/availability.ts";
import { createMenus, type Menus } from "../menus.ts";
import { createMenuPos, type MenuPos } from "./menu-pos.ts";

export const log = createLogger("silent");
export const timings = { menuRefreshMs: 60_000, attemptDeadlineMs: 2_000 };

let nextCode = 1;

/** A store of its own with a POS of its own, and the room before it. */
export async function openRoom(
  { db, vault }: TestDatabase,
  options: { posKind?: string | null; timezone?: string; now?: Date } = {},
) {
  const { posKind = "bridge", timezone = "UTC" } = options;
  const code = `T${nextCode++}`;
  const clock = { now: options.now ?? new Date("2026-01-15T12:00:00Z") };
  const now = () => clock.now;
  const brand = await insertBrand(db, { code, name: code, now: now() });
  const place = { address: null, phone: null, timezone, currency: "USD" };
  const location = { brandId: brand?.id ?? "", code, name: code, ...place };
  const locationId = (await insertLocation(db, { location, now: now() }))?.id ?? "loc_";
  await setLocationPos(db, {
    vault,
    locationId,
    posKind,
    posSettings: { store: code },
    posSecret: "s3",
    now: now(),
  });
  const pos = createMenuPos();
  const menus = createMenus({ db, vault, pos, now, log, timings });
  const availability = createAvailability({ db, now, onChange: menus.forgetOverrides });
  return { db, vault, locationId, code, pos, menus, availability, clock, now };
}

/** The room as another process on the same database has it. */
export function openElsewhere(
  { url, vault }: TestDatabase,
  now: () => Date,
): AsyncDisposable & { db: Database; pos: MenuPos; menus: Menus; availability: Availability } {
  const db = openDatabase({ url, max: 2 });
  const pos = createMenuPos();
  const menus = createMenus({ db, vault, pos, now, log, timings });
  const availability = createAvailability({ db, now, onChange: menus.forgetOverrides });
  return {
    db,
    pos,
    menus,
    availability,
    async [Symbol.asyncDispose]() {
      await menus[Symbol.asyncDispose]();
      await db.close();
    },
  };
}

export function teaAt(priceCents: number): Menu {
  return menuOf({ products: [productOf({ id: "tea", priceCents })] });
}

export function serve(pos: MenuPos, menu: Menu, etag: string | null = null): void {
  pos.answer({ kind: "menu", menu, etag });
}

/** Waits for what another process or a NOTIFY brings; the test's own time-out is the limit. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(5);
}
