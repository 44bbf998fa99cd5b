import {
  type Exchange,
  type ParMenu,
  PosNextClient,
  parseMenuAnswer,
  type WireBody,
} from "@parley/par-contract";
import { LabError } from "./lab-error.ts";
import type { CommonOptions } from "./options.ts";
import type { Paint } from "./paint.ts";

/** What the commands share while the lab runs. */
export interface Lab {
  readonly now: () => Date;
  readonly random: () => number;
  readonly paint: Paint;
  /** Whether somebody watches a terminal that can be redrawn. */
  readonly isLive: boolean;
  /** The server that is called where no option names one. */
  readonly defaultUrl: string;
  readonly print: (text: string) => void;
  /** For what is not the result: hints, progress. */
  readonly note: (text: string) => void;
  /** Makes the lab end with a non-zero exit code. */
  readonly fail: () => void;
}

/** A client for the server and the secret that the options name. */
export function clientFor(options: CommonOptions, lab: Lab): PosNextClient {
  const { url, sharedId, switches } = options;
  return new PosNextClient({ baseUrl: url, sharedId, switches, now: lab.now });
}

/** Why a call got no answer at all; null for an error of another kind, which is a bug of ours. */
export function silenceOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error.name === "TimeoutError") return "no answer in time";
  // fetch reports every failure to get an answer as a TypeError, with the socket's own error as its cause.
  if (!(error instanceof TypeError)) return null;
  const cause = error.cause instanceof Error ? error.cause : error;
  return cause.message === "" && "code" in cause ? String(cause.code) : cause.message;
}

/** Waits for a call; a server that does not answer becomes one sentence. */
export async function reach<T>(url: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const silence = silenceOf(error);
    if (silence === null) throw error;
    throw new LabError(`Nothing answers at ${url} (${silence}). Is it running? npm start runs the demo.`);
  }
}

/** The body of a menu request for the store that the options name. */
export function menuRequest(options: CommonOptions, lab: Lab, more: WireBody = {}): WireBody {
  return {
    organization_id: options.organization,
    location_id: options.location,
    request_datetime: lab.now().toISOString(),
    ...more,
  };
}

/** The store's menu, or the exchange in which it was refused. */
export type FetchedMenu =
  | { readonly kind: "menu"; readonly menu: ParMenu; readonly currency: string }
  | { readonly kind: "none"; readonly exchange: Exchange };

/** Fetches the store's menu through the menus operation, as PAR would before it sends an order. */
export async function fetchMenu(
  client: PosNextClient,
  options: CommonOptions,
  lab: Lab,
): Promise<FetchedMenu> {
  const exchange = await reach(options.url, client.menus(menuRequest(options, lab)));
  if (!exchange.verdict.ok) return { kind: "none", exchange };
  const { answer } = parseMenuAnswer(exchange.response.json, { taxRateUnit: options.switches.tax_rate_unit });
  return answer.menu === null
    ? { kind: "none", exchange }
    : { kind: "menu", menu: answer.menu, currency: answer.currency };
}

/** Says that a stream cannot begin, and why. */
export function noMenu(location: string, exchange: Exchange): LabError {
  const why = exchange.verdict.checks.find(({ ok }) => !ok)?.detail ?? "it did not change";
  return new LabError(`A stream needs the menu of ${location}, and there is none: ${why}`);
}
