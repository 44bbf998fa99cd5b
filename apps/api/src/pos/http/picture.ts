import { Agent } from "undici";
import type { CallControl } from "../adapter.ts";
import { callOnce, type HttpResult } from "./call.ts";
import { createGuardedLookup, type GuardOptions, judgePosUrl, type ResolveName } from "./guard.ts";

/** A picture, known by its first bytes and by nothing that its server says. */
export interface FetchedPicture {
  kind: "picture";
  type: PictureType;
  bytes: Buffer;
}

type PictureType = "image/png" | "image/jpeg" | "image/webp" | "image/gif" | "image/avif";

/** `reason` is a stable code: never what the other side said. */
export type PictureResult = FetchedPicture | { kind: "failed"; reason: string };

export interface PictureFetcher extends AsyncDisposable {
  fetch(url: string, control: CallControl): Promise<PictureResult>;
}

/** Bytes of a picture, at most. */
const PICTURE_BYTES_MAX = 2 * 1024 * 1024;
const REDIRECTS_MAX = 3;
const CONNECT_MS = 3_000;
const URL_MAX = 2_000;

/**
 * Fetches pictures from wherever a POS says they lie, through the guard of our network: each address is judged, that of
 * each redirect too, and again at each connect. What is too large, slow, or no picture of the types above is not given.
 */
export function createPictureFetcher(deps: {
  guard: GuardOptions;
  resolveName?: ResolveName;
}): PictureFetcher {
  const { guard, resolveName } = deps;
  const agent = new Agent({
    connections: 4,
    pipelining: 1,
    connect: { timeout: CONNECT_MS, lookup: createGuardedLookup(guard, resolveName) },
  });
  return {
    async fetch(text, control) {
      let url = pictureUrl(text, guard);
      for (let turn = 0; turn <= REDIRECTS_MAX; turn += 1) {
        if (url === null) return { kind: "failed", reason: "url_forbidden" };
        const result: HttpResult = await callOnce(
          agent,
          {
            ...{ origin: url.origin, method: "GET", path: `${url.pathname}${url.search}`, body: null },
            headers: { accept: "image/png, image/jpeg, image/webp, image/gif, image/avif" },
            answerBytesMax: PICTURE_BYTES_MAX,
          },
          control,
        );
        if (result.kind !== "answer") return { kind: "failed", reason: result.reason };
        const { status, headers, body } = result;
        if (status < 300 || status > 399) return pictureOf(status, body);
        url = pictureUrl(headers.location ?? "", guard, url);
      }
      return { kind: "failed", reason: "too_many_redirects" };
    },
    async [Symbol.asyncDispose]() {
      await agent.destroy();
    },
  };
}

/** The address of a picture where it may be called; null for one that leads into a network of ours, or is none. */
function pictureUrl(text: string, guard: GuardOptions, base?: URL): URL | null {
  if (text === "" || text.length > URL_MAX || !URL.canParse(text, base?.href)) return null;
  const url = new URL(text, base);
  if (url.username !== "" || url.password !== "") return null;
  // The path may have what a POS's may not; the place is judged alike.
  return judgePosUrl(url.origin, guard).kind === "allowed" ? url : null;
}

function pictureOf(status: number, bytes: Buffer): PictureResult {
  if (status !== 200) return { kind: "failed", reason: `http_${status}` };
  const type = typeOf(bytes);
  return type === null ? { kind: "failed", reason: "not_a_picture" } : { kind: "picture", type, bytes };
}

/** What the first bytes say. SVG is no picture here: it is a document that may hold scripts. */
function typeOf(bytes: Buffer): PictureType | null {
  const at = (from: number, text: string) => bytes.toString("latin1", from, from + text.length) === text;
  if (at(0, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (at(0, "\xff\xd8\xff")) return "image/jpeg";
  if (at(0, "RIFF") && at(8, "WEBP")) return "image/webp";
  if (at(0, "GIF87a") || at(0, "GIF89a")) return "image/gif";
  if (at(4, "ftypavif") || at(4, "ftypavis")) return "image/avif";
  return null;
}
