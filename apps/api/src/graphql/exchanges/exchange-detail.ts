import type { Exchange } from "@parley/db/exchanges";
import type { MappingKind } from "@parley/db/mappings";
import { z } from "zod";
import { callAutopsy } from "../../explain/call-autopsy.ts";
import type { SignatureExplanation } from "../../explain/signature.ts";
import { maskBody } from "../../orders/people/guests/body-mask.ts";
import { erasedAt, type KeptUntil, keptUntil } from "../../retention/kept.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import type { AutopsyOf } from "../orders/autopsy.ts";

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

/** Until when the bodies of a call were kept that are not there any more, or when they were erased. */
export async function keptBodiesOf(
  { id, at: recordedAt, brandId }: Exchange,
  _args: unknown,
  { loaders, now }: GraphqlContext,
): Promise<KeptUntil | null> {
  if ((await loaders.bodies.load(id)) !== null) return null;
  const erased = erasedAt(await loaders.erasedAt.load(id));
  return erased ?? keptUntil(await loaders.retention(), { kind: "bodies", brandId, recordedAt, now: now() });
}

/** A body as text, the guest in it masked; null for those who may not read bodies. */
export async function bodyOf(
  exchange: Exchange,
  which: "requestBody" | "responseBody",
  context: GraphqlContext,
): Promise<string | null> {
  const { may, maskingAt, loaders } = context;
  if (!may("bodies.read", exchange)) return null;
  const body = (await loaders.bodies.load(exchange.id))?.[which] ?? null;
  return body === null ? null : maskBody(body, maskingAt(exchange));
}

export async function signatureOf(
  exchange: Exchange,
  { explainer, loaders, words }: GraphqlContext,
): Promise<SignatureExplanation | null> {
  return await explainer.explain({ exchange, bodies: await loaders.bodies.load(exchange.id), words });
}

/** What the id for which a call was refused means by now, as far as the reader may know. */
async function mappedSince(exchange: Exchange, { loaders }: GraphqlContext): Promise<string | null> {
  const { code, connectionId, parOrganizationId, parLocationId } = exchange;
  const kind = UNMAPPED[code ?? ""];
  const parId = kind === "organization" ? parOrganizationId : parLocationId;
  if (kind === undefined || connectionId === null || parId === null) return null;
  return await loaders.mappedTo.load({ kind, connectionId, parId });
}

/**
 * The name of the store that a call says it is for, where its token proves who sent it and its signature proves nothing
 * of what it says; as far as the reader may know. Null for every other call: a store that is proven is its `location`.
 */
export async function claimedStoreOf(
  { code, connectionId, locationId, parLocationId: parId }: Exchange,
  { loaders }: GraphqlContext,
): Promise<string | null> {
  const isUnproven = code === "signature_mismatch" || code === "signature_missing";
  if (!isUnproven || connectionId === null || locationId !== null || parId === null) return null;
  return await loaders.mappedTo.load({ kind: "location", connectionId, parId });
}

const UNMAPPED: Readonly<Record<string, MappingKind>> = {
  unmapped_organization: "organization",
  unmapped_location: "location",
};

/** What became of the call's purpose, whose job that is, and what to do; in the language of the request. */
export async function callAutopsyOf(exchange: Exchange, context: GraphqlContext): Promise<AutopsyOf> {
  const { locationId, orderId, code } = exchange;
  const [location, order, mappedTo, claims, answer] = await Promise.all([
    locationId === null ? null : context.loaders.location.load(locationId),
    orderId === null ? null : context.loaders.order.load(orderId),
    mappedSince(exchange, context),
    claimedStoreOf(exchange, context),
    // Only a refusal says in its body more than the row.
    code === null || exchange.direction === "out" ? null : bodyOf(exchange, "responseBody", context),
  ]);
  const { words } = context;
  const found = callAutopsy({ exchange, store: location, order, answer, mappedTo, claims, words });
  return { ...found, brandId: exchange.brandId, locationId };
}
