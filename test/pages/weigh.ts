import type { Browser, Page } from "playwright-core";
import { entryPages, listPages, signIn } from "./pages.ts";

/** What the scripts of any page may weigh on the wire, in KB (of 1024 bytes), as they were sent. */
export const SCRIPTS_MAX_KB = 165;

/** What a page brings, in KB as they were sent, and what it computes. */
export interface Weight {
  script: number;
  html: number;
  css: number;
  other: number;
  /** Milliseconds that its main thread computes until then: time of the thread, so that a busy machine adds little. */
  busyMs: number;
}

/**
 * What each page of a running admin brings over the wire to a browser that has nothing yet but a session, until the
 * page asks for nothing more: so what is loaded after the page counts too.
 */
export async function weighPages(browser: Browser, adminUrl: string): Promise<Record<string, Weight>> {
  await using first = await browser.newContext();
  const page = await first.newPage();
  await signIn(page, adminUrl);
  const signedIn = await first.storageState();
  const weights: Record<string, Weight> = {};
  for (const { name, path } of entryPages) {
    await using empty = await browser.newContext();
    weights[name] = await weigh(await empty.newPage(), `${adminUrl}${path}`);
  }
  for (const { name, path } of await listPages(page, adminUrl)) {
    await using empty = await browser.newContext({ storageState: signedIn });
    weights[name] = await weigh(await empty.newPage(), `${adminUrl}${path}`);
  }
  return weights;
}

async function weigh(page: Page, address: string): Promise<Weight> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  const kinds = new Map<string, string>();
  const sent: Record<string, number> = {};
  cdp.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? "Other";
    sent[kind] = (sent[kind] ?? 0) + encodedDataLength;
  });
  await page.goto(address, { waitUntil: "networkidle" });
  const { Script = 0, Document = 0, Stylesheet = 0, ...rest } = sent;
  const other = Object.values(rest).reduce((sum, each) => sum + each, 0);
  const { metrics } = await cdp.send("Performance.getMetrics");
  const seconds = metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
  return {
    ...{ script: kb(Script), html: kb(Document), css: kb(Stylesheet), other: kb(other) },
    busyMs: Math.round(seconds * 1_000),
  };
}

function kb(bytes: number): number {
  return Math.round(bytes / 102.4) / 10;
}
