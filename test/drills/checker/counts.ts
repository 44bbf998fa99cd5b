import type { HistoryLine } from "../history.ts";
import { type Evidence, groupBy } from "./evidence.ts";
import { finalsOf } from "./stories.ts";

/** How much was tried: empty sets prove nothing about a test run in which nothing happened. */
export interface Counts {
  /** Request uids that were submitted. */
  orders: number;
  calls: number;
  broken: number;
  /** Answers by HTTP status. */
  answers: Readonly<Record<string, number>>;
  /** Share of 202 among the submits answered 200 or 202; null without any. */
  share202: number | null;
  /** Request uids by the last status that the partner got: a final one, or `open`. */
  ends: Readonly<Record<"placed" | "rejected" | "errored" | "open", number>>;
  /** Orders that an undisturbed run would have placed but that ended otherwise: a cost, no broken promise. */
  unlikeQuiet: number;
  /** Orders in the journals, and how many of them were voided. */
  posOrders: number;
  voided: number;
  acts: number;
  faults: number;
  /** Faults whose name begins with "kill". */
  kills: number;
}

export function countAll(history: readonly HistoryLine[], evidence: Evidence): Counts {
  const stories = [...evidence.stories.values()].filter((story) => story.firstSubmitAt !== null);
  const answers = stories.flatMap((story) => story.answers);
  const of = (kind: HistoryLine["kind"]) => history.filter((line) => line.kind === kind).length;
  const submits = answers.filter(({ operation }) => operation === "submit");
  const accepted = submits.filter(({ httpStatus }) => httpStatus === 202).length;
  const promised = submits.filter(({ httpStatus }) => httpStatus === 200).length + accepted;
  const ends = { placed: 0, rejected: 0, errored: 0, open: 0 };
  let unlikeQuiet = 0;
  for (const story of stories) {
    const end = finalsOf(story).at(-1)?.status ?? "open";
    ends[end] += 1;
    if (story.order.expect === "placed" && end !== "placed") unlikeQuiet += 1;
  }
  const byStatus = groupBy(answers, ({ httpStatus }) => String(httpStatus));
  return {
    orders: stories.length,
    calls: of("sent"),
    broken: of("broken"),
    answers: Object.fromEntries([...byStatus].map(([status, group]) => [status, group.length])),
    share202: promised === 0 ? null : accepted / promised,
    ends,
    unlikeQuiet,
    posOrders: evidence.posOrders.length,
    voided: evidence.posOrders.filter(({ isVoided }) => isVoided).length,
    acts: of("act"),
    faults: of("fault"),
    kills: history.filter((line) => line.kind === "fault" && line.what.startsWith("kill")).length,
  };
}
