import type { Exchange } from "@parley/par-contract";
import { harmless, type Paint } from "./paint.ts";
import { layTable } from "./table.ts";

const STATUS_WORDS: Readonly<Record<number, string>> = {
  200: "OK",
  202: "Accepted",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  412: "Precondition Failed",
  413: "Payload Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

// Long lists would push the verdict off the screen; `--json` has everything.
const BODY_LINES_MAX = 80;

function indent(text: string): string[] {
  return text.split("\n").map((line) => (line === "" ? "" : `  ${line}`));
}

function prettyBody(body: string, json: unknown): string[] {
  const text = json === undefined ? body : JSON.stringify(json, null, 2);
  const lines = indent(harmless(text));
  if (lines.length <= BODY_LINES_MAX) return lines;
  const hidden = lines.length - BODY_LINES_MAX;
  return [...lines.slice(0, BODY_LINES_MAX), `  ... ${hidden} more lines (--json shows all)`];
}

/** A token without its signature: enough to look into, not enough to use. */
export function maskToken(value: string): string {
  return value.replace(/\.[A-Za-z0-9_-]{20,}$/, ".(signature not shown)");
}

function requestLines(exchange: Exchange, paint: Paint): string[] {
  const { request } = exchange;
  const headers = Object.entries(request.headers).map(([name, value]) => [
    `  ${name}`,
    harmless(name === "authorization" ? maskToken(value) : value),
  ]);
  const json: unknown = request.body === null ? undefined : parseOrUndefined(request.body);
  return [
    paint.bold(`${request.method} ${harmless(request.url)}`),
    ...layTable(headers, (text, _, column) => (column === 0 ? paint.dim(text) : text)),
    ...(request.body === null ? [] : prettyBody(request.body, json)),
  ];
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const HEADERS_SHOWN = [
  "x-pch-digest",
  "location",
  "retry-after",
  "idempotent-replayed",
  "www-authenticate",
  "content-type",
];

function answerLines(exchange: Exchange, paint: Paint): string[] {
  const { response } = exchange;
  const word = STATUS_WORDS[response.status] ?? "";
  const headers = HEADERS_SHOWN.flatMap((name) => {
    const value = response.headers[name];
    return value === undefined ? [] : [[`  ${name}`, harmless(value)]];
  });
  const status = `${response.status} ${word}`.trim();
  const colour = response.status < 300 ? paint.good : response.status < 500 ? paint.warn : paint.bad;
  return [
    `${paint.bold("answer")}  ${colour(status)}  ${paint.dim(`${exchange.durationMs.toFixed(1)} ms`)}`,
    ...layTable(headers, (text, _, column) => (column === 0 ? paint.dim(text) : text)),
    ...prettyBody(response.body, response.json),
  ];
}

function verdictLines(exchange: Exchange, paint: Paint): string[] {
  const { ok, checks } = exchange.verdict;
  const rows = checks.map((check) => [`  ${check.ok ? "ok" : "FAILED"}`, check.name, harmless(check.detail)]);
  const colour = (text: string, row: number, column: number) => {
    if (column !== 0) return text;
    return checks[row]?.ok === true ? paint.good(text) : paint.bad(text);
  };
  const word = ok ? paint.good("the answer holds") : paint.bad("the answer does not hold");
  return [`${paint.bold("verdict")}  ${word}`, ...layTable(rows, colour)];
}

/** An exchange for a person to read: request, the string that was signed, answer, verdict. */
export function printExchange(exchange: Exchange, paint: Paint): string {
  const signed = exchange.request.stringSigned;
  return [
    ...requestLines(exchange, paint),
    "",
    paint.bold("signed"),
    `  ${signed === null ? paint.dim("nothing: this call carries no digest") : harmless(signed)}`,
    "",
    ...answerLines(exchange, paint),
    "",
    ...verdictLines(exchange, paint),
  ].join("\n");
}

/** The same as data, for `--json`; the token's signature is left out there too. */
export function exchangeJson(exchange: Exchange): Record<string, unknown> {
  const { request, response, verdict } = exchange;
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    name === "authorization" ? maskToken(value) : value,
  ]);
  return {
    operation: exchange.operation,
    request: {
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(headers),
      body: request.body,
      string_signed: request.stringSigned,
    },
    response: { status: response.status, headers: response.headers, body: response.json ?? response.body },
    verdict,
    duration_ms: Math.round(exchange.durationMs * 10) / 10,
  };
}
