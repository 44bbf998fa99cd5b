import type { Exchange, ExchangeBody } from "@parley/db/exchanges";
import {
  type CentsMode,
  ContractError,
  DIGEST_HEADER,
  type DigestDiagnosis,
  type DigestFields,
  diagnoseDigest,
  readDigestFields,
  signatureString,
} from "@parley/par-contract";
import { z } from "zod";
import { hintFor, type SignatureVerdict } from "./signature-hints.ts";

/** Why a digest was accepted or refused, as a person may see it: never a key, never a digest that would be accepted. */
export interface SignatureExplanation {
  verdict: SignatureVerdict;
  /** The string as we build it; null where the body cannot be read. */
  stringSigned: string | null;
  /** Its six parts, each with what it was made of. */
  fields: { name: string; value: string; source: string }[];
  /** The header as PAR sent it. */
  theirs: string | null;
  /** Ours, of a call that matched; of any other it would be a valid signature, made for whoever asks. */
  ours: string | null;
  /** The known mistake behind a mismatch; two joined by " + "; null where it is none of them. */
  mistake: string | null;
  /** What it means and who has to change what. */
  hint: string | null;
}

const SIGNED_OPERATIONS: readonly (string | null)[] = ["validate_order", "submit_order"];

/** The six parts in their order: name, where a body has it, and its name here. */
const PARTS = [
  ["request_uid", "request_uid", "requestUid"],
  ["location_id", "location_id", "locationId"],
  ["online_order_id", "order_details.online_order_id", "onlineOrderId"],
  ["grand_total", "order_details.grand_total", "grandTotal"],
  ["subtotal", "order_details.subtotal", "subtotal"],
  ["request_datetime", "request_datetime", "requestDatetime"],
] as const;

/**
 * Explains the signature of one exchange with PAR, from what was recorded.
 *
 * @param args.sharedIds opens the live SharedIds of the exchange's connection, of no other; asked only where a
 * digest did not match.
 * @returns null for calls to a POS and for calls that never got as far as a signature.
 */
export async function explainSignature(args: {
  exchange: Exchange;
  bodies: ExchangeBody;
  sharedIds: () => Promise<readonly string[]>;
}): Promise<SignatureExplanation | null> {
  const { exchange, bodies } = args;
  const verdict = verdictOf(exchange, bodies);
  if (verdict === null) return null;
  // The answer to a poll is signed, though the poll is not.
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
    fields: fields === null || stringSigned === null ? [] : partsOf(stringSigned, fields),
    theirs,
    ours: verdict === "matched" ? (theirs?.toLowerCase() ?? null) : null,
    mistake: diagnosis?.mistakes.join(" + ") ?? null,
    hint: hintFor({ verdict, reason: exchange.reason, diagnosis }),
  };
}

function verdictOf(exchange: Exchange, bodies: ExchangeBody): SignatureVerdict | null {
  if (exchange.direction !== "in" || exchange.connectionId === null) return null;
  if (!SIGNED_OPERATIONS.includes(exchange.operation)) {
    return bodies.stringSigned === null ? null : "not_required";
  }
  if (exchange.code === "signature_missing") return "missing";
  if (exchange.code === "signature_mismatch") return "mismatched";
  // A token for another tenant is refused after its digest was found right.
  return bodies.stringSigned !== null || exchange.code === "tenant_mismatch" ? "matched" : null;
}

function fieldsOf(body: string | null): DigestFields | null {
  try {
    // Not parseJson: the same body was judged by it when it came, and an answer may have more keys than a request.
    return readDigestFields(JSON.parse(body ?? "")).fields;
  } catch (error) {
    // Refused as unreadable when it came, or cut when it was stored: there is no string to show.
    if (error instanceof ContractError || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Ids come from the row, because the stored body has what looks like a card number masked. */
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

/** The switch as it stood at the call: a record names what was not at its default. */
function centsModeOf(exchange: Exchange): CentsMode {
  return seenSwitches.safeParse(exchange.seen).data?.cents_mode ?? "exact";
}

function headerOf(headers: unknown): string | null {
  return storedHeaders.safeParse(headers).data?.[DIGEST_HEADER] ?? null;
}

/** The record does not say which of two live SharedIds the token was made with, so each is tried as that one. */
function diagnose(args: Parameters<typeof diagnoseDigest>[0]): DigestDiagnosis | null {
  return diagnoseDigest(args) ?? diagnoseDigest({ ...args, sharedIds: args.sharedIds.toReversed() });
}

function partsOf(stringSigned: string, fields: DigestFields): SignatureExplanation["fields"] {
  const values = stringSigned.split("|");
  return PARTS.map(([name, path, field], at) => {
    const raw = fields[field];
    const source = raw === null ? `${path}: null or absent, signed as 0` : `${path}: ${raw}`;
    return { name, value: values[at] ?? "", source };
  });
}
