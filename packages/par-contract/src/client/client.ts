import { defaultSwitches, type Switches } from "../guesses/switches.ts";
import { type OperationName, operations, statusPath } from "../operations.ts";
import { answerStyle } from "../order/answer.ts";
import { looseDigestFields } from "../signing/digest-fields.ts";
import { DIGEST_HEADER } from "../signing/headers.ts";
import { computeDigest, signatureString } from "../signing/signature.ts";
import { signToken } from "../signing/token.ts";
import { type Check, checkAnswer } from "./checks.ts";

/** One call and its answer, with what was signed and what the answer was found to be. */
export interface Exchange {
  readonly operation: OperationName;
  readonly request: {
    readonly method: "GET" | "POST";
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | null;
    /** Null where the request carries no digest. */
    readonly stringSigned: string | null;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    /** Undefined when the body is not JSON. */
    readonly json: unknown;
  };
  readonly verdict: { readonly ok: boolean; readonly checks: readonly Check[] };
  readonly durationMs: number;
}

/** Changes to one call, for sending what PAR would not. */
export interface CallOptions {
  /** Replaces headers by lower-case name; null leaves one out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Served path instead of the canonical one. */
  readonly path?: string;
  readonly signal?: AbortSignal;
}

/** A body as an object, or as the very text to send. */
export type ClientBody = string | Readonly<Record<string, unknown>>;

/**
 * Calls any pos-next server as PAR would, and checks each answer: status, digest recomputed from the answer's
 * bytes, echo, headers and shape.
 *
 * @example
 * ```ts
 * const par = new PosNextClient({ baseUrl: "http://127.0.0.1:4000", sharedId });
 * const { verdict } = await par.submit(sampleOrder());
 * ```
 */
export class PosNextClient {
  readonly #baseUrl: string;
  readonly #sharedId: string;
  readonly #switches: Switches;
  readonly #fetch: typeof globalThis.fetch;
  readonly #now: () => Date;
  readonly #tokenLifeSeconds: number;
  readonly #timeoutMs: number;
  readonly #claims: Readonly<Record<string, unknown>>;

  constructor(args: {
    baseUrl: string;
    sharedId: string;
    switches?: Switches;
    fetch?: typeof globalThis.fetch;
    now?: () => Date;
    tokenLifeSeconds?: number;
    /** A call that takes longer is given up with a `TimeoutError`. */
    timeoutMs?: number;
    /** Of the token, beside its times and what the switches ask for: whose order it is, for example. */
    claims?: Readonly<Record<string, unknown>>;
  }) {
    this.#baseUrl = args.baseUrl.replace(/\/+$/, "");
    this.#sharedId = args.sharedId;
    this.#switches = args.switches ?? defaultSwitches;
    this.#fetch = args.fetch ?? globalThis.fetch;
    this.#now = args.now ?? (() => new Date());
    this.#tokenLifeSeconds = args.tokenLifeSeconds ?? 300;
    this.#timeoutMs = args.timeoutMs ?? 30_000;
    this.#claims = args.claims ?? {};
  }

  /** POST /posnext/order/validate */
  validate(body: ClientBody, options?: CallOptions): Promise<Exchange> {
    return this.#post("validate_order", body, options);
  }

  /** POST /posnext/order/submit */
  submit(body: ClientBody, options?: CallOptions): Promise<Exchange> {
    return this.#post("submit_order", body, options);
  }

  /** GET /posnext/orders/{orderId}; the id is percent-encoded here. */
  status(orderId: string, options?: CallOptions): Promise<Exchange> {
    return this.#call("get_order", options?.path ?? statusPath(orderId), null, options);
  }

  /** POST /posnext/menus */
  menus(body: ClientBody, options?: CallOptions): Promise<Exchange> {
    return this.#post("get_menu", body, options);
  }

  #post(operation: OperationName, body: ClientBody, options?: CallOptions): Promise<Exchange> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return this.#call(operation, options?.path ?? operations[operation].path, text, options);
  }

  async #call(
    operation: OperationName,
    path: string,
    body: string | null,
    options?: CallOptions,
  ): Promise<Exchange> {
    const { method, requestSigned } = operations[operation];
    const stringSigned = requestSigned && body !== null ? this.#stringToSign(body) : null;
    const headers = await this.#headers(body, stringSigned, options);
    const url = this.#baseUrl + path;
    const started = performance.now();
    const { response, text } = await within(this.#timeoutMs, options?.signal, async (signal) => {
      const answer = await this.#fetch(url, { method, headers, body, redirect: "manual", signal });
      return { response: answer, text: await answer.text() };
    });
    const durationMs = performance.now() - started;
    const answer = {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: text,
      json: parseOrUndefined(text),
    };
    const checks = checkAnswer({
      operation,
      requestBody: body,
      path,
      response: answer,
      sharedId: this.#sharedId,
      switches: this.#switches,
      style: answerStyle(this.#switches),
    });
    return {
      operation,
      request: { method, url, headers, body, stringSigned },
      response: answer,
      verdict: { ok: checks.every((check) => check.ok), checks },
      durationMs,
    };
  }

  async #headers(
    body: string | null,
    stringSigned: string | null,
    options: CallOptions | undefined,
  ): Promise<Record<string, string>> {
    const { jwt_key: jwtKey, issuer, audience } = this.#switches;
    const token = await signToken({
      sharedId: this.#sharedId,
      jwtKey,
      now: this.#now(),
      lifeSeconds: this.#tokenLifeSeconds,
      claims: {
        ...(issuer === null ? {} : { iss: issuer }),
        ...(audience === null ? {} : { aud: audience }),
        ...this.#claims,
      },
    });
    const headers: Record<string, string> = { authorization: `Bearer ${token}`, accept: "application/json" };
    if (body !== null) headers["content-type"] = "application/json";
    if (stringSigned !== null) headers[DIGEST_HEADER] = computeDigest(this.#sharedId, stringSigned);
    for (const [name, value] of Object.entries(options?.headers ?? {})) {
      if (value === null) delete headers[name];
      else headers[name] = value;
    }
    return headers;
  }

  /** Null when the body is no JSON: it is then sent without a digest. */
  #stringToSign(body: string): string | null {
    const json = parseOrUndefined(body.replace(/^\ufeff/, ""));
    if (json === undefined) return null;
    return signatureString(
      looseDigestFields(json),
      this.#switches.cents_mode === "double_truncate" ? "X" : "R",
    );
  }
}

/**
 * Runs a call that ends with a `TimeoutError` after this time, or as its caller's signal says. A controller of its
 * own: Node may collect a time-out that AbortSignal.any alone knows, which then never comes.
 */
async function within<T>(
  ms: number,
  outer: AbortSignal | undefined,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer?.throwIfAborted();
  const ending = new AbortController();
  const timeout = new DOMException("The call was given up due to its time-out", "TimeoutError");
  const timer = setTimeout(() => ending.abort(timeout), ms);
  const end = () => ending.abort(outer?.reason);
  outer?.addEventListener("abort", end);
  try {
    return await call(ending.signal);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener("abort", end);
  }
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
