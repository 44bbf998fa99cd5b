import type { ApiOrder, ApiState } from "./api-view.ts";
import { type Evidence, uidsOf } from "./evidence.ts";
import { type Finding, firstPerUid } from "./finding.ts";
import { finding, flatMapStories } from "./pos-sets.ts";
import { asFinal, finalsOf, isPromise, isPromised, type Story } from "./stories.ts";

/** The sets that hold what was told against what came of it, by the partner's ear and the operators' eye. */

const OPEN: ReadonlySet<ApiState> = new Set(["RECEIVED", "DISPATCHING", "UNKNOWN", "ATTENTION"]);

/** Orders younger than this need not be counted on the overview: they are still on their way. */
const OVERVIEW_GRACE_MS = 6_000;

/**
 * Promised with a 200 or 202, and at the end neither told final nor known to the operators' API. So is an order
 * that a GET, sent after the promise was heard, did not find: for the partner it was gone.
 */
export function findLost(evidence: Evidence): Finding[] {
  return flatMapStories(evidence, (story) => {
    const promise = story.answers.find(isPromise);
    if (promise === undefined) return [];
    const denial = story.answers.find(
      ({ httpStatus, operation, sentIndex }) =>
        operation === "get" && httpStatus === 404 && sentIndex > promise.index,
    );
    if (denial !== undefined) return [finding(story, "promised, then not found by a GET")];
    const isKept = finalsOf(story).length > 0 || evidence.rowOf(story.requestUid) !== undefined;
    if (isKept) return [];
    return [
      finding(story, `promised with ${promise.httpStatus}, never told final, and the gateway has no order`),
    ];
  });
}

/**
 * A final status that changed: two different ones were told for one order, under whichever of its request uids,
 * or `pending` was told by a call that was sent after a final status was heard, or operators are shown another
 * final status than PAR was told.
 */
export function findFlapping(evidence: Evidence): Finding[] {
  return flatMapStories(evidence, (story) => {
    const row = evidence.rowOf(story.requestUid);
    const uids = row === undefined ? [story.requestUid] : uidsOf(row);
    const answers = uids.flatMap((uid) => evidence.stories.get(uid)?.answers ?? []);
    const finals = finalsOf({ answers: answers.toSorted((a, b) => a.index - b.index) });
    const [first] = finals;
    // Each order is judged once, at the request uid that heard the end of it first.
    if (first === undefined || first.answer.requestUid !== story.requestUid) return [];
    const other = finals.find(({ status }) => status !== first.status);
    if (other !== undefined) return [finding(story, `told ${first.status}, then ${other.status}`)];
    const back = answers.find(
      (answer) => isPromise(answer) && answer.status === "pending" && answer.sentIndex > first.answer.index,
    );
    if (back !== undefined) return [finding(story, `told ${first.status}, then pending`)];
    const shown = asFinal(row?.state.toLowerCase() ?? null);
    if (shown === null || shown === first.status) return [];
    return [finding(story, `told ${first.status}, but operators are shown ${shown}`)];
  });
}

/**
 * Not settled although its give-up time has passed, counted from the first submit that was sent, and waiting for
 * no person. Orders whose give-up has not come yet by `endedAt` are not judged.
 */
export function findStuck(evidence: Evidence, times: { endedAt: number; giveUpMs: number }): Finding[] {
  return evidence.api.orders.flatMap((row) => {
    if (!OPEN.has(row.state) || row.state === "ATTENTION") return [];
    const sent = uidsOf(row).flatMap((uid) => evidence.stories.get(uid)?.firstSubmitAt ?? []);
    const ageMs = times.endedAt - Math.min(...sent);
    if (sent.length === 0 || ageMs <= times.giveUpMs) return [];
    const evidenceText = `still ${row.state.toLowerCase()} ${Math.round(ageMs)} ms after its first submit`;
    return [{ uid: row.requestUid, evidence: evidenceText }];
  });
}

/**
 * The operators' lists are not what the partner knows. At rest, the orders listed as paid but not placed are
 * those that the partner submitted and was told no final status of: a promised one that is missing, one that is
 * listed although it was told final or was never sent, one that waits for a person and is not listed as such (or
 * the other way round), and a figure of the overview that does not count its list. An order that was settled
 * after the partner's last call was sent is not held against it. Orders without a row are *lost*, not this.
 */
export function findAttentionWrong(evidence: Evidence): Finding[] {
  return firstPerUid([...notListed(evidence), ...wronglyListed(evidence), ...wronglyCounted(evidence)]);
}

function notListed(evidence: Evidence): Finding[] {
  const listed = new Set(evidence.api.paidNotPlaced);
  return flatMapStories(evidence, (story) => {
    const row = evidence.rowOf(story.requestUid);
    if (row === undefined || !isPromised(story) || finalsOf(story).length > 0 || listed.has(row.id))
      return [];
    if (OPEN.has(row.state))
      return [finding(story, "promised and open, but not listed as paid and not placed")];
    if (isSettledSince(row, story)) return [];
    return [finding(story, `shown as ${row.state.toLowerCase()}, but told no final status`)];
  });
}

/** True where the partner has not asked since the order was settled, so that nobody could have told it. */
function isSettledSince(row: ApiOrder, story: Story): boolean {
  const lastSentAt = Math.max(...story.answers.map(({ sentAt }) => sentAt));
  return row.finalAtMs !== null && row.finalAtMs >= lastSentAt;
}

function wronglyListed({ api, stories }: Evidence): Finding[] {
  const paidNotPlaced = new Set(api.paidNotPlaced);
  const attention = new Set(api.attention);
  return api.orders.flatMap((row) => {
    const of = (evidence: string) => [{ uid: row.requestUid, evidence }];
    const isListed = paidNotPlaced.has(row.id) || attention.has(row.id);
    if (attention.has(row.id) !== (row.state === "ATTENTION")) {
      return of(`is ${row.state.toLowerCase()}, and the attention list says otherwise`);
    }
    if (!isListed && !OPEN.has(row.state)) return [];
    const known = uidsOf(row).flatMap((uid) => stories.get(uid) ?? []);
    if (!known.some((story) => story.firstSubmitAt !== null))
      return of("listed as paid, but no partner sent it");
    const final = known.flatMap(finalsOf)[0];
    return final === undefined ? [] : of(`told ${final.status}, but shown as not settled`);
  });
}

function wronglyCounted({ api }: Evidence): Finding[] {
  const { overview, readAtMs } = api;
  const others = api.orders.filter((row) => OPEN.has(row.state) && row.state !== "ATTENTION");
  const old = others.filter((row) => readAtMs - row.receivedAtMs > OVERVIEW_GRACE_MS);
  const findings: Finding[] = [];
  if (overview.needsPerson !== api.attention.length) {
    const evidence = `counts ${overview.needsPerson} for a person, lists ${api.attention.length}`;
    findings.push({ uid: "overview", evidence });
  }
  if (overview.paidNotPlaced < old.length || overview.paidNotPlaced > others.length) {
    const evidence = `counts ${overview.paidNotPlaced} paid and not placed of ${others.length}`;
    findings.push({ uid: "overview", evidence });
  }
  return findings;
}
