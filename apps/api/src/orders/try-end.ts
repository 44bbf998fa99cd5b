import type { AttemptResult } from "@parley/db/orders";
import type { Issue } from "@parley/par-contract";
import { z } from "zod";
import { reasonWords } from "../pos/reasons.ts";

/**
 * How a try at a POS ended, as its evidence has it: what a person and PAR are told of it.
 *
 * `unsent`: held back on our side. `unreached`: nothing was sent, for there was no connection. `silent`: sent, and no
 * answer came. `declined`: the POS answered that it made no order. `fault`: it answered with a fault of its own.
 * `unreadable`: it answered, and nobody can tell what. `undecided`: it answered, but not about this order.
 */
export interface TryEnd {
  kind: "unsent" | "unreached" | "silent" | "declined" | "fault" | "unreadable" | "undecided";
  /** What the POS did, to stand after its name. */
  told: string;
  /** The status of its answer, where there was one. */
  status: number | null;
}

const evidenceOfEnd = z.object({
  reason: z.string().nullish().catch(null),
  status: z.number().nullish().catch(null),
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
  const reason = read?.reason ?? null;
  const status = read?.status ?? null;
  // A status alone says nothing that is not said already.
  const isBare = reason === null || reason === `status_${status}`;
  const why = isBare ? "" : ` (${reasonWords(reason)})`;
  const end = (kind: TryEnd["kind"], told: string): TryEnd => ({ kind, told, status });
  switch (result.outcome) {
    case "placed":
      return null;
    case "refused":
      return end("undecided", "refused a later try, which proves nothing about an earlier one");
    case "not_sent":
      return reason !== null && OURS.includes(reason)
        ? end("unsent", `was not called${why}`)
        : end("unreached", `could not be reached${why}`);
    case "not_placed":
      return end("declined", `${answered(status)} and made no order${why}`);
    case "contradiction":
      return end("undecided", `contradicted itself${why}`);
    case "unknown":
      return endInDoubt(reason, status, why, end);
  }
}

function endInDoubt(
  reason: string | null,
  status: number | null,
  why: string,
  end: (kind: TryEnd["kind"], told: string) => TryEnd,
): TryEnd {
  if (status === null) {
    const isAnswer = reason?.startsWith("answer_") === true;
    if (isAnswer) return end("unreadable", `gave an answer that cannot be read${why}`);
    return end("silent", `did not answer${reason === "deadline" ? "" : why}`);
  }
  if (reason?.startsWith("payment") || reason?.startsWith("other_payment"))
    return end("undecided", `made the order, but nobody knows whether it is paid there${why}`);
  // Its own words of a fault are for the trace: the status is what its provider asks for.
  if (status >= 500) return end("fault", `answered with a fault (${status})`);
  if (status >= 300)
    return end("undecided", `answered ${status}, which does not say whether it has the order${why}`);
  return end("unreadable", `answered ${status}, but its answer cannot be used${why}`);
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
