import type { ApiOrder, ApiState } from "./api-view.ts";
import { type Evidence, uidsOf } from "./evidence.ts";
import { type Finding, firstPerUid } from "./finding.ts";
import { finding, flatMapStories } from "./pos-sets.ts";
import { asFinal, finalsOf, isPromise, isPromised, type Story } from "./stories.ts";

/** The sets that compare the answers to the partner with each other and with the operators' API. */

const OPEN: ReadonlySet<ApiState> = new Set(["RECEIVED", "DISPATCHING", "UNKNOWN", "ATTENTION"]);

/** Orders younger than this need not be told on the overview: they are still being dispatched. */
const OVERVIEW_GRACE_MS = 6_000;

/**
 * Promised with a 200 or 202, but at the end without a final answer and unknown to the operators' API. An
 * order is also lost if a GET sent after the promise was received did not find it: the partner saw it gone.
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
 * A final status that changed, in one of three ways. The partner got two different ones for one order, under
 * whichever of its request uids; or a call sent after a final status was received was answered `pending`; or
 * the operators' API shows another final status than PAR got.
 */
export function findFlapping(evidence: Evidence): Finding[] {
  return flatMapStories(evidence, (story) => {
    const row = evidence.rowOf(story.requestUid);
    const uids = row === undefined ? [story.requestUid] : uidsOf(row);
    const answers = uids.flatMap((uid) => evidence.stories.get(uid)?.answers ?? []);
    const finals = finalsOf({ answers: answers.toSorted((a, b) => a.index - b.index) });
    const [first] = finals;
    // Each order is judged once, at the request uid that got a final answer first.
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
 * Not settled and not waiting for a person although its give-up time has passed, counted from the first
 * submit. Orders whose give-up time has not passed by `endedAt` are not judged.
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
 * The operators' lists differ from what the partner knows. When all orders are settled or wait, those listed
 * as paid but not placed must be the ones that the partner submitted and got no final status for. Findings
 * are: a promised order that is missing; one that is listed although its final status was answered or it was
 * never sent; one that waits for a person and is not listed as such (or the other way round); and a number in
 * the overview's sentence that differs from the list. An order settled after the partner's last call was sent is no
 * finding. Orders without a row are *lost*, not this.
 */
export function findAttentionWrong(evidence: Evidence): Finding[] {
  return firstPerUid([...notListed(evidence), ...wronglyListed(evidence), ...wronglyTold(evidence)]);
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

/** True where the partner has not asked since the order was settled, so it cannot know the result. */
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

function wronglyTold({ api }: Evidence): Finding[] {
  const { toldNotPlaced, readAtMs } = api;
  const open = api.orders.filter((row) => OPEN.has(row.state));
  const old = open.filter((row) => readAtMs - row.receivedAtMs > OVERVIEW_GRACE_MS);
  if (toldNotPlaced >= old.length && toldNotPlaced <= open.length) return [];
  return [{ uid: "overview", evidence: `tells ${toldNotPlaced} paid and not placed of ${open.length}` }];
}
