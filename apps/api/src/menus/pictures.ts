import type { Database, Scope } from "@parley/db";
import { findPictureUrl } from "@parley/db/menus";
import { createPictureFetcher, type FetchedPicture, type PictureFetcher } from "../pos/http/picture.ts";

/** Pictures that are fetched at once, and how many more may wait for that. */
const AT_ONCE = 8;
const WAITING_MAX = 64;
/** From when a picture is asked for until it is given up. */
const DEADLINE_MS = 8_000;

type PictureOutcome =
  | FetchedPicture
  /** No stored menu that this person may see names such a picture. */
  | { kind: "not_found" }
  /** Too many are asked for. */
  | { kind: "busy" }
  /** It could not be had; `reason` is a stable code. */
  | { kind: "failed"; reason: string };

/** The pictures of products. Only what a stored version of a menu names is fetched, never an address that somebody gives. */
export interface Pictures extends AsyncDisposable {
  find(args: { scope: Scope; menuId: string; itemId: string }): Promise<PictureOutcome>;
}

export function createPictures(
  db: Database,
  given: Parameters<typeof createPictureFetcher>[0] | { fetcher: PictureFetcher },
): Pictures {
  const fetcher = "fetcher" in given ? given.fetcher : createPictureFetcher(given);
  const stop = new AbortController();
  const waiting: (() => void)[] = [];
  let running = 0;

  async function inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    if (running < AT_ONCE) running += 1;
    // Whoever ends hands its place on.
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await act();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  return {
    async find({ scope, menuId, itemId }) {
      const url = await findPictureUrl(db, { scope, menuId, itemId });
      if (url === null) return { kind: "not_found" };
      if (waiting.length >= WAITING_MAX) return { kind: "busy" };
      const deadlineMs = performance.now() + DEADLINE_MS;
      return await inTurn(() => fetcher.fetch(url, { signal: stop.signal, deadlineMs }));
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await fetcher[Symbol.asyncDispose]();
    },
  };
}
