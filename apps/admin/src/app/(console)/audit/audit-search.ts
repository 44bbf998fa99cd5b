import type { Catalogue } from "@parley/words";
import type { ResultOf } from "@/graphql/document.ts";
import { listAddress } from "@/navigation/list-address.ts";
import type { auditFrameQuery } from "./audit.graphql.ts";

const address = listAddress("/audit", ({ text, oneOf }) => ({
  q: text("q"),
  actor: text("actor"),
  action: text("action"),
  brand: text("brand"),
  from: text("from"),
  until: text("until"),
  /** Whether reads are listed, too: who searched by a guest, and to whom one was revealed. */
  reads: oneOf("reads", ["1"]),
}));

/** The list's whole state; every part of it is in the address. */
export const auditAddress: typeof address = {
  ...address,
  // It hides none.
  isNarrowed: (search) => address.isNarrowed({ ...search, reads: null }),
};

export type AuditSearch = ReturnType<typeof auditAddress.parse>;

/** The search as the API takes it; an action that it does not know is none. */
export function auditVariables(search: AuditSearch, known: readonly AuditAction[]) {
  const { q, actor, action, brand, from, until, after } = search;
  const wanted = known.find((each) => actionWord(each) === action);
  return {
    after,
    filter: {
      subject: q,
      actor,
      actions: wanted === undefined ? null : [wanted],
      withoutReads: wanted === undefined && search.reads === null,
      brandId: brand,
      from: moment(from),
      until: moment(until),
    },
  };
}

/** A time of the address, UTC where it names no zone; null where it is none. */
function moment(text: string | null): string | null {
  if (text === null) return null;
  const isLocal = /^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(text);
  const time = Date.parse(isLocal ? `${text}Z` : text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

type AuditAction = ResultOf<typeof auditFrameQuery>["auditActions"][number];

/** An action as the address and the words name it. */
export function actionWord(
  action: AuditAction,
): Lowercase<AuditAction> & keyof Catalogue["audit"]["actions"] {
  // Every name is lower case in the words: where the API has one more, this does not compile without its word.
  return action.toLowerCase() as Lowercase<AuditAction>;
}
