import { createHmac } from "node:crypto";

/**
 * PAR's side once more, written from the published pages alone: it shares no line with the server or
 * with `packages/par-contract`, so that a mistake made there cannot hide here.
 */

export interface Par {
  baseUrl: string;
  sharedId: string;
  /** The clock that the tokens are made from. */
  now: () => Date;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: Record<string, unknown>;
}

export interface CallOptions {
  method?: string;
  /** Sent instead of a fresh, valid token; null sends none. */
  authorization?: string | null;
  /** Sent instead of the right digest; null sends none. */
  digest?: string | null;
  headers?: Record<string, string>;
  /** Ends the caller's patience. */
  signal?: AbortSignal;
}

const base64url = (text: string) => Buffer.from(text, "utf8").toString("base64url");

/** An HS256 token of five minutes, keyed by the whole SharedId. */
export function token(par: Par, claims: Record<string, unknown> = {}): string {
  const issued = Math.floor(par.now().getTime() / 1_000);
  const head = base64url(JSON.stringify({ alg: "HS256", typ: "JWT" }));
  const payload = base64url(
    JSON.stringify({ iss: "par-ordering", iat: issued, exp: issued + 300, ...claims }),
  );
  const signature = createHmac("sha256", Buffer.from(par.sharedId, "utf8"))
    .update(`${head}.${payload}`)
    .digest("base64url");
  return `${head}.${payload}.${signature}`;
}

/** Cents of a decimal text, half away from zero, without ever becoming a binary fraction. */
function cents(text: string): string {
  const parts = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (parts === null) return "0";
  const digits = `${parts[2] ?? ""}000`;
  const whole = BigInt(`${parts[1] ?? "0"}${digits.slice(0, 2)}`);
  return String(digits.charAt(2) >= "5" ? whole + 1n : whole);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "0";
  return String(value);
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** The six-field string of the payload-signing page, for a request body or an answer's. */
export function stringToSign(body: unknown): string {
  const top = record(body);
  const order = record(top.order_details);
  const at = Date.parse(textOf(top.request_datetime));
  return [
    textOf(top.request_uid),
    textOf(top.location_id),
    textOf(order.online_order_id),
    cents(textOf(order.grand_total)),
    cents(textOf(order.subtotal)),
    String(Number.isNaN(at) ? 0 : Math.floor(at / 1_000)),
  ].join("|");
}

/** Lower-case hex, keyed by the first ten characters of the SharedId. */
export function digestOf(sharedId: string, text: string): string {
  return createHmac("sha256", Buffer.from(sharedId.slice(0, 10), "utf8"))
    .update(text, "utf8")
    .digest("hex");
}

/** Sends one call as PAR would, signed unless told otherwise. `body` may be ready-made JSON text. */
export async function call(
  par: Par,
  path: string,
  body?: unknown,
  options: CallOptions = {},
): Promise<Answer> {
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const headers: Record<string, string> = { ...options.headers };
  const authorization = options.authorization === undefined ? `Bearer ${token(par)}` : options.authorization;
  if (authorization !== null) headers.authorization = authorization;
  if (text !== undefined) {
    headers["content-type"] ??= "application/json";
    const right = () =>
      digestOf(par.sharedId, stringToSign(typeof body === "string" ? JSON.parse(body) : body));
    const digest = options.digest === undefined ? right() : options.digest;
    if (digest !== null) headers["x-pch-digest"] = digest;
  }
  const response = await fetch(`${par.baseUrl}${path}`, {
    method: options.method ?? (text === undefined ? "GET" : "POST"),
    headers,
    ...(text === undefined ? {} : { body: text }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const answer = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(answer);
  } catch {
    json = {};
  }
  return { status: response.status, headers: response.headers, text: answer, json: record(json) };
}

export const validate = (par: Par, body: unknown, options?: CallOptions) =>
  call(par, "/posnext/order/validate", body, options);
export const submit = (par: Par, body: unknown, options?: CallOptions) =>
  call(par, "/posnext/order/submit", body, options);
export const getOrder = (par: Par, id: string, options?: CallOptions) =>
  call(par, `/posnext/orders/${encodeURIComponent(id)}`, undefined, options);
export const menus = (par: Par, body: unknown, options?: CallOptions) =>
  call(par, "/posnext/menus", body, { digest: null, ...options });

/** True when the answer's digest is the one that PAR would compute from the answer's own body. */
export function isSigned(par: Par, answer: Answer): boolean {
  return answer.headers.get("x-pch-digest") === digestOf(par.sharedId, stringToSign(answer.json));
}

export function details(answer: Answer): Record<string, unknown> {
  return record(answer.json.order_details);
}

/** Codes of the answer's `errors`, in order. */
export function codes(answer: Answer): string[] {
  const errors = answer.json.errors;
  return Array.isArray(errors) ? errors.map((error) => textOf(record(error).code)) : [];
}
