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
  readonly print: (text: string) => void;
  /** For what is not the result: hints, progress. */
  readonly note: (text: string) => void;
}

/** A client for the server and the secret that the options name. */
export function clientFor(options: CommonOptions, lab: Lab): PosNextClient {
  const { url, sharedId, switches } = options;
  return new PosNextClient({ baseUrl: url, sharedId, switches, now: lab.now });
}

/** Waits for a call; a server that is not there becomes one sentence. */
export async function reach(url: string, call: Promise<Exchange>): Promise<Exchange> {
  try {
    return await call;
  } catch (error) {
    // fetch reports every failure to get an answer as a TypeError, with the socket's own error as its cause.
    if (!(error instanceof TypeError)) throw error;
    const cause = error.cause instanceof Error ? error.cause.message : error.message;
    throw new LabError(
      `Nothing answers at ${url} (${cause || "refused"}). Is it running? npm start runs the demo.`,
    );
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
