import { readConfig } from "./config.ts";
import { aboutClient } from "./forward-headers.ts";
import { BODY_BYTES_MAX } from "./server/request-head.ts";
import { languageHeader } from "./words/language.ts";

const requestHeaders = [
  "accept",
  "content-type",
  "cookie",
  "origin",
  // Where a browser sends no Origin, this says whether the request comes from another site.
  "sec-fetch-site",
  "user-agent",
  "last-event-id",
];
const responseHeaders = [
  "content-type",
  "cache-control",
  "retry-after",
  "x-accel-buffering",
  "x-retry-after",
  // To an identity provider and back.
  "location",
];

/**
 * Passes one browser request on to the API and its answer back, so that browser and API share one origin.
 * Only listed headers cross, in both directions: the body arrives decoded, so lengths and encodings must not be
 * copied, and addresses that a client claims must not reach the API's limits. The address that our own server saw
 * goes along, with the proof that it is ours.
 * Answers 413 for a body over 1 MiB and 502 when the API cannot be reached.
 */
export async function forward(request: Request): Promise<Response> {
  const body = await readBody(request);
  if (body === "too large") return failure(413, "too_large", "The request is larger than 1 MiB.");
  return await passOn(request, { body, names: requestHeaders });
}

/** The same for a file, which is passed on while it comes: the API alone says how large one may be. */
export async function forwardFile(request: Request): Promise<Response> {
  const names = [...requestHeaders, "content-length", "x-file-name", "x-file-encoding"];
  return await passOn(request, { body: request.body, names });
}

async function passOn(
  request: Request,
  { body, names }: { body: RequestInit["body"]; names: readonly string[] },
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const init: RequestInit & { duplex: "half" } = {
    method: request.method,
    headers: {
      ...Object.fromEntries(picked(request.headers, names)),
      ...aboutClient(request.headers),
      ...languageHeader(request.headers),
    },
    body: body ?? null,
    duplex: "half",
    redirect: "manual",
    signal: request.signal,
    cache: "no-store",
  };
  try {
    const answer = await fetch(new URL(pathname + search, readConfig().apiUrl), init);
    const headers = picked(answer.headers, responseHeaders);
    for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
    return new Response(answer.body, { status: answer.status, headers });
  } catch {
    return failure(502, "api_unreachable", "The API does not answer. Is it running?");
  }
}

async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer> | null | "too large"> {
  if (request.body === null) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > BODY_BYTES_MAX) return "too large";
    chunks.push(chunk);
  }
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}

function picked(from: Headers, names: readonly string[]): Headers {
  const headers = new Headers();
  for (const name of names) {
    const value = from.get(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}

/** The GraphQL error shape, which the sign-in form reads as well. */
function failure(status: number, code: string, message: string): Response {
  return Response.json({ message, errors: [{ message, extensions: { code } }] }, { status });
}
