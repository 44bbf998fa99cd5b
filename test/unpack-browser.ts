import { findBrowser } from "./browser.ts";

/** Unpacks the browser that `npm ci` brought, before two files want it at once. Where there is none, its tests say so. */
export async function setup(): Promise<void> {
  await findBrowser(process.env).catch(() => null);
}
