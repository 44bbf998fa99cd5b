import type { AttemptResult } from "@parley/db/orders";
import type { Issue } from "@parley/par-contract";
import { z } from "zod";

/**
 * How a try at a POS ended, as its evidence has it: what a person and PAR are told of it.
 *
 * `unsent`: held back on our side. `unreached`: nothing was sent, for there was no connection. `silent`: sent, and no
 * answer came. `declined`: the POS answered that it made no order. `fault`: it answered with a fault of its own.
 * `unreadable`: it answered, and nobody can tell what. `undecided`: it answered, but not about this order.
 */
export interface TryEnd {
  kind: "unsent" | "unreached" | "silent" | "declined" | "fault" | "unreadable" | "undecided";
  /** What the POS did: the message of the catalogue's `autopsy.tried` that says so. */
  told: TryTold;
  /** The stable code of why, for `reasonWords`; null where the rest says it all. */
  reason: string | null;
  /** The status of its answer, where there was one. */
  status: number | null;
  /** What it wrote in its own words, as it is kept; null where it wrote nothing. */
  said: string | null;
}

export type TryTold =
  | "not_called"
  | "unreached"
  | "silent"
  | "declined"
  | "declined_bare"
  | "fault"
  | "unreadable"
  | "unusable"
  | "refused_late"
  | "contradicted"
  | "unpaid"
  | "unsaid";

const evidenceOfEnd = z.object({
  reason: z.string().nullish().catch(null),
  status: z.number().nullish().catch(null),
  said: z.string().nullish().catch(null),
});

/** Reasons of ours: no POS had a part in them. */
const OURS: readonly string[] = [
  "aborted",
  "adapter_threw",
  "adapter_url_forbidden",
  "commit_unknown",
  "pos_key_invalid",
  "pos_kind_unknown",
  "pos_settings_invalid",
];

/** Reads the end of a try; null for one that decided about the order. */
export function readTryEnd(result: Pick<AttemptResult, "outcome" | "evidence">): TryEnd | null {
  const read = evidenceOfEnd.safeParse(result.evidence).data;
  const said = read?.reason ?? null;
  const status = read?.status ?? null;
  // A status alone says nothing that is not said already.
  const reason = said === `status_${status}` ? null : said;
  const end = (kind: TryEnd["kind"], told: TryTold): TryEnd => ({
    kind,
    told,
    reason,
    status,
    said: read?.said ?? null,
  });
  switch (result.outcome) {
    case "placed":
      return null;
    case "refused":
      return end("undecided", "refused_late");
    case "not_sent":
      return said !== null && OURS.includes(said)
        ? end("unsent", "not_called")
        : end("unreached", "unreached");
    case "not_placed":
      return end("declined", status === null ? "declined_bare" : "declined");
    case "contradiction":
      return end("undecided", "contradicted");
    case "unknown":
      return endInDoubt(said, status, end);
  }
}

function endInDoubt(
  said: string | null,
  status: number | null,
  end: (kind: TryEnd["kind"], told: TryTold) => TryEnd,
): TryEnd {
  if (status === null) {
    if (said?.startsWith("answer_") === true) return end("unreadable", "unreadable");
    const silent = end("silent", "silent");
    return said === "deadline" ? { ...silent, reason: null } : silent;
  }
  if (said?.startsWith("payment") || said?.startsWith("other_payment")) return end("undecided", "unpaid");
  // Its own words of a fault are for the trace: the status is what its provider asks for.
  if (status >= 500) return end("fault", "fault");
  if (status >= 300) return end("undecided", "unsaid");
  return end("unreadable", "unusable");
}

function answered(status: number | null): string {
  return status === null ? "answered" : `answered ${status}`;
}

/** What PAR gets for an order that provably was not made, by how its last try ended; null: there was none. */
export function untakenIssue(end: TryEnd | null): Issue {
  return { code: "pos_unavailable", message: `${untakenWords(end)}; no order was made` };
}

function untakenWords(end: TryEnd | null): string {
  switch (end?.kind) {
    case "declined":
      return `The store's POS ${answered(end.status)} and did not take the order`;
    case "unsent":
      return "The order could not be sent to the store's POS";
    default:
      return "The store's POS could not be reached";
  }
}
