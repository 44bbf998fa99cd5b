import type { HistoryLine, HistoryLineOf } from "../history.ts";

/** The partner's history, sorted by request uid: what was sent for each, and what was answered. */

/** The statuses that end an order for PAR. */
export type FinalStatus = "placed" | "rejected" | "errored";

/** One answer that the partner received in full. */
export interface Answer {
  requestUid: string;
  operation: "submit" | "get";
  /** Positions in the history: a call is surely later than another only if sent after the other's answer. */
  sentIndex: number;
  index: number;
  sentAt: number;
  httpStatus: number;
  body: string;
  digest: string | null;
  isSigned: boolean;
  retryAfter: string | null;
  /** The status in the body; null where it has none. */
  status: string | null;
  posOrderId: string | null;
}

/** Everything about one request uid. */
export interface Story {
  requestUid: string;
  order: HistoryLineOf<"order">;
  /**
   * Identifies the partner's order: two request uids with one online order id at one location are one order,
   * however the gateway treats them.
   */
  orderKey: string;
  /** When it was first submitted; null where it never was. */
  firstSubmitAt: number | null;
  answers: Answer[];
  acts: HistoryLineOf<"act">[];
}

/** @throws Error where a line refers to an order or a call that no earlier line has opened. */
export function readStories(history: readonly HistoryLine[]): Map<string, Story> {
  const stories = new Map<string, Story>();
  const calls = new Map<number, { line: HistoryLineOf<"sent">; index: number }>();
  const storyOf = (requestUid: string) => known(stories.get(requestUid), `order ${requestUid}`);
  for (const [index, line] of history.entries()) {
    if (line.kind === "order") stories.set(line.requestUid, openStory(line));
    else if (line.kind === "act") storyOf(line.requestUid).acts.push(line);
    else if (line.kind === "sent") {
      calls.set(line.call, { line, index });
      const story = storyOf(line.requestUid);
      if (line.operation === "submit") story.firstSubmitAt ??= line.at;
    } else if (line.kind === "answered") {
      const sent = known(calls.get(line.call), `call ${line.call}`);
      storyOf(sent.line.requestUid).answers.push(toTold(line, index, sent));
    }
  }
  return stories;
}

function openStory(order: HistoryLineOf<"order">): Story {
  const { requestUid, onlineOrderId, parLocationId } = order;
  const orderKey = onlineOrderId === null ? `uid ${requestUid}` : `online ${parLocationId} ${onlineOrderId}`;
  return { requestUid, order, orderKey, firstSubmitAt: null, answers: [], acts: [] };
}

function toTold(
  line: HistoryLineOf<"answered">,
  index: number,
  sent: { line: HistoryLineOf<"sent">; index: number },
): Answer {
  const json = parse(line.body);
  const posOrderId = field(field(json, "order_details"), "pos_order_id");
  const status = field(json, "status");
  return {
    requestUid: sent.line.requestUid,
    operation: sent.line.operation,
    sentIndex: sent.index,
    index,
    sentAt: sent.line.at,
    httpStatus: line.status,
    body: line.body,
    digest: line.digest,
    isSigned: line.isSigned,
    retryAfter: line.retryAfter,
    status: typeof status === "string" ? status : null,
    posOrderId: typeof posOrderId === "string" ? posOrderId : null,
  };
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The history speaks of ${what} before it opens it`);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A field of a parsed body; undefined where there is none. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

/** A promise that the order is stored: 200 or 202, whatever the body says. */
export function isPromise(answer: Answer): boolean {
  return answer.httpStatus === 200 || answer.httpStatus === 202;
}

/**
 * The final status in an answer: a signed 200 with a status that ends the order. An unsigned one binds
 * nobody, and with any other HTTP status (409, 422) the same body status is about another request or leaves
 * the order open.
 */
export function finalStatusOf(answer: Answer): FinalStatus | null {
  if (answer.httpStatus !== 200 || !answer.isSigned) return null;
  return asFinal(answer.status);
}

export function asFinal(status: string | null): FinalStatus | null {
  return status === "placed" || status === "rejected" || status === "errored" ? status : null;
}

export function isPromised(story: Story): boolean {
  return story.answers.some(isPromise);
}

export interface FinalAnswer {
  answer: Answer;
  status: FinalStatus;
}

/** The final answers of a request uid, in the order in which they were received. */
export function finalsOf({ answers }: Pick<Story, "answers">): FinalAnswer[] {
  return answers.flatMap((answer) => {
    const status = finalStatusOf(answer);
    return status === null ? [] : [{ answer, status }];
  });
}
