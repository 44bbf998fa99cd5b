import type { Exchange, ExchangeBody } from "@parley/db/exchanges";
import {
  type CentsMode,
  ContractError,
  DIGEST_HEADER,
  type DigestDiagnosis,
  type DigestFields,
  diagnoseDatetime,
  diagnoseDigest,
  looseDigestFields,
  parseInstant,
  readDigestFields,
  signatureString,
} from "@parley/par-contract";
import type { Words, WordsOf } from "@parley/words";
import { z } from "zod";
import { datetimeHint, hintFor, type SignatureVerdict } from "./signature-hints.ts";

/** Why a digest was accepted or refused, for people: never a key, never a digest that would be accepted. */
export interface SignatureExplanation {
  verdict: SignatureVerdict;
  /** The string as we build it; null if the body cannot be read. */
  stringSigned: string | null;
  /** Its six parts, each with its source. */
  fields: { name: string; value: string; source: string }[];
  /** The header as PAR sent it. */
  theirs: string | null;
  /** Our digest, only if the call matched; else we would give the reader a valid signature. */
  ours: string | null;
  /** The known mistake behind a mismatch; two joined by " + "; null if no known mistake fits. */
  mistake: string | null;
  /** What the result means and who has to change what. */
  hint: string | null;
}

const SIGNED_OPERATIONS: readonly (string | null)[] = ["validate_order", "submit_order"];

/** The six parts in their order: the name, the path in the body, and the name in this code. */
const PARTS = [
  ["request_uid", "request_uid", "requestUid"],
  ["location_id", "location_id", "locationId"],
  ["online_order_id", "order_details.online_order_id", "onlineOrderId"],
  ["grand_total", "order_details.grand_total", "grandTotal"],
  ["subtotal", "order_details.subtotal", "subtotal"],
  ["request_datetime", "request_datetime", "requestDatetime"],
] as const;

/**
 * Explains the signature of one exchange with PAR from its record.
 *
 * @param args.sharedIds decrypts the live SharedIds of the exchange's connection only; called only if a
 * digest did not match.
 * @returns null for calls to a POS and for calls that ended before the signature check.
 */
export async function explainSignature(args: {
  exchange: Exchange;
  bodies: ExchangeBody;
  sharedIds: () => Promise<readonly string[]>;
  words: WordsOf;
}): Promise<SignatureExplanation | null> {
  const { exchange, bodies } = args;
  const say = args.words("signature");
  const verdict = verdictOf(exchange, bodies);
  if (verdict === null) return await explainUnreadableDate(args);
  // The answer to a poll is signed, but the poll is not.
  const isAnswer = verdict === "not_required";
  const centsMode = centsModeOf(exchange);
  const fields = isAnswer ? fieldsOf(bodies.responseBody) : withIdsOf(exchange, fieldsOf(bodies.requestBody));
  const built = fields === null ? null : signatureString(fields, centsMode === "exact" ? "R" : "X");
  const stringSigned = bodies.stringSigned ?? built;
  const theirs = isAnswer ? null : headerOf(bodies.requestHeaders);
  const diagnosis =
    verdict === "mismatched" && fields !== null && theirs !== null
      ? diagnose({
          fields,
          header: theirs,
          sharedIds: await args.sharedIds(),
          centsMode,
          body: bodies.requestBody,
        })
      : null;
  return {
    verdict,
    stringSigned,
    fields: fields === null || stringSigned === null ? [] : partsOf(stringSigned, fields, say),
    theirs,
    ours: verdict === "matched" ? (theirs?.toLowerCase() ?? null) : null,
    mistake: diagnosis?.mistakes.join(" + ") ?? null,
    hint: hintFor({ verdict, reason: exchange.reason, diagnosis }, say),
  };
}

/** An order that was refused for its date alone has no digest that was judged: says how its sender read the date. */
async function explainUnreadableDate(args: {
  exchange: Exchange;
  bodies: ExchangeBody;
  sharedIds: () => Promise<readonly string[]>;
  words: WordsOf;
}): Promise<SignatureExplanation | null> {
  const { exchange, bodies } = args;
  const say = args.words("signature");
  const isSigned = exchange.direction === "in" && SIGNED_OPERATIONS.includes(exchange.operation);
  if (!isSigned || exchange.connectionId === null || exchange.code !== "invalid_field") return null;
  const json = jsonOf(bodies.requestBody);
  const fields = json === null ? null : withIdsOf(exchange, looseDigestFields(json));
  const text = fields?.requestDatetime ?? null;
  if (fields === null || text === null || parseInstant(text) !== null) return null;
  const theirs = headerOf(bodies.requestHeaders);
  const diagnosis =
    theirs === null ? null : diagnoseDatetime({ fields, header: theirs, sharedIds: await args.sharedIds() });
  return {
    verdict: "unreadable",
    stringSigned: diagnosis?.string ?? null,
    fields: diagnosis === null ? [] : partsOf(diagnosis.string, fields, say),
    theirs,
    ours: null,
    mistake: null,
    hint: datetimeHint(text.slice(0, 100), diagnosis, say),
  };
}

function verdictOf(exchange: Exchange, bodies: ExchangeBody): SignatureVerdict | null {
  if (exchange.direction !== "in" || exchange.connectionId === null) return null;
  if (!SIGNED_OPERATIONS.includes(exchange.operation)) {
    return bodies.stringSigned === null ? null : "not_required";
  }
  if (exchange.code === "signature_missing") return "missing";
  if (exchange.code === "signature_mismatch") return "mismatched";
  // A token for another tenant is refused after its digest was accepted.
  return bodies.stringSigned !== null || exchange.code === "tenant_mismatch" ? "matched" : null;
}

function fieldsOf(body: string | null): DigestFields | null {
  const json = jsonOf(body);
  if (json === null) return null;
  try {
    return readDigestFields(json).fields;
  } catch (error) {
    // The body was refused for them: there is no string to show.
    if (error instanceof ContractError) return null;
    throw error;
  }
}

/** A stored body; null where it is no JSON, or was cut when it was stored. */
function jsonOf(body: string | null): unknown {
  try {
    // Not parseJson: it checked this body on arrival, and an answer may have more keys than a request.
    return JSON.parse((body ?? "").replace(/^\ufeff/, ""));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Ids come from the row, because in the stored body anything that looks like a card number is masked. */
function withIdsOf(exchange: Exchange, fields: DigestFields | null): DigestFields | null {
  if (fields === null) return null;
  return {
    ...fields,
    requestUid: exchange.requestUid ?? fields.requestUid,
    locationId: exchange.parLocationId ?? fields.locationId,
    onlineOrderId: exchange.onlineOrderId ?? fields.onlineOrderId,
  };
}

const seenSwitches = z.object({ cents_mode: z.enum(["exact", "double_truncate"]) });
const storedHeaders = z.record(z.string(), z.string());

/** The switch as it was set at the call: the record lists only switches that were not at their default. */
function centsModeOf(exchange: Exchange): CentsMode {
  return seenSwitches.safeParse(exchange.seen).data?.cents_mode ?? "exact";
}

function headerOf(headers: unknown): string | null {
  return storedHeaders.safeParse(headers).data?.[DIGEST_HEADER] ?? null;
}

/** The record does not say which of two live SharedIds made the token, so both orders are tried. */
function diagnose(args: Parameters<typeof diagnoseDigest>[0]): DigestDiagnosis | null {
  return diagnoseDigest(args) ?? diagnoseDigest({ ...args, sharedIds: args.sharedIds.toReversed() });
}

function partsOf(
  stringSigned: string,
  fields: DigestFields,
  say: Words<"signature">,
): SignatureExplanation["fields"] {
  const values = stringSigned.split("|");
  return PARTS.map(([name, path, field], at) => {
    const raw = fields[field];
    const source = raw === null ? say("source.absent", { path }) : say("source.value", { path, value: raw });
    return { name, value: values[at] ?? "", source };
  });
}
