import type { Exchange } from "@parley/db/exchanges";
import { z } from "zod";
import type { SignatureExplanation } from "../../explain/signature.ts";
import { covers, type GraphqlContext } from "../kernel/context.ts";

// An exchange's JSON columns and bodies in a form for people.

export interface StageShape {
  name: string;
  ms: number;
  ok: boolean;
}

export interface SeenGuessShape {
  id: string;
  value: string;
}

export interface HeaderShape {
  name: string;
  value: string;
}

export function stagesOf(exchange: Exchange): StageShape[] {
  return exchange.stages.map(({ name, us, ok }) => ({ name, ms: us / 1000, ok }));
}

const texts = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]).transform(String),
);

export function seenOf(exchange: Exchange): SeenGuessShape[] {
  const seen = texts.safeParse(exchange.seen).data ?? {};
  return Object.entries(seen).map(([id, value]) => ({ id, value }));
}

const paths = z.array(z.string()).catch([]);
// Rows that an earlier release wrote have no `lenient`.
const drift = z.object({ unknown: paths, missing: paths, lenient: paths });

export function driftOf(exchange: Exchange): string[] {
  const found = drift.safeParse(exchange.drift).data;
  if (found === undefined) return [];
  return [
    ...found.unknown.map((path) => `unknown: ${path}`),
    ...found.missing.map((path) => `missing: ${path}`),
    ...found.lenient.map((path) => `lenient: ${path}`),
  ];
}

export async function headersOf(
  exchange: Exchange,
  which: "requestHeaders" | "responseHeaders",
  { loaders }: GraphqlContext,
): Promise<HeaderShape[]> {
  const bodies = await loaders.bodies.load(exchange.id);
  const headers = texts.safeParse(bodies?.[which]).data ?? {};
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

/** A body as text; null for those who may not see guests, because a body of an order names them. */
export async function bodyOf(
  exchange: Exchange,
  which: "requestBody" | "responseBody",
  context: GraphqlContext,
): Promise<string | null> {
  if (!maySeeGuests(exchange, context)) return null;
  return (await context.loaders.bodies.load(exchange.id))?.[which] ?? null;
}

function maySeeGuests(exchange: Exchange, { guestScope }: GraphqlContext): boolean {
  return covers(guestScope, exchange.brandId);
}

export async function signatureOf(
  exchange: Exchange,
  { explainer, loaders }: GraphqlContext,
): Promise<SignatureExplanation | null> {
  return await explainer.explain({ exchange, bodies: await loaders.bodies.load(exchange.id) });
}
