import { type Evidence, groupBy, type PosOrder } from "./evidence.ts";
import { type Finding, firstPerUid } from "./finding.ts";
import { finalsOf, type Story } from "./stories.ts";

/** The sets that compare the partner's answers with the POS's orders. */

/**
 * More than one un-voided order in the journals for one of PAR's orders. It looks in three ways, so that no
 * mistake of the gateway can hide one: by reference; by store and online order id, which finds an order that
 * was sent again under a second reference; and by the partner's order, which also finds it at another store.
 */
export function findDoubled({ posOrders }: Evidence): Finding[] {
  const unvoided = posOrders.filter((order) => !order.isVoided);
  const ways: ((order: PosOrder) => string | null)[] = [
    ({ line }) => line.reference,
    ({ line }) => line.online_order_id && JSON.stringify([line.store, line.online_order_id]),
    ({ orderKey }) => orderKey,
  ];
  const groups = ways.flatMap((way) => {
    const named = unvoided.filter((order) => way(order) !== null);
    return [...groupBy(named, way).values()].filter((group) => group.length > 1);
  });
  return firstPerUid(
    groups.flatMap(([first, ...more]) =>
      first === undefined
        ? []
        : [
            {
              uid: first.line.request_uid,
              evidence: `the POS has ${[first, ...more].map(nameOf).join(" and ")}`,
            },
          ],
    ),
  );
}

/**
 * Answered `errored` or `rejected`, but the POS has an un-voided order for it. An order that was sent again
 * under another request uid after the failure is another order: it is a ghost only where the gateway itself
 * says that both uids are one order.
 */
export function findGhosts(evidence: Evidence): Finding[] {
  return flatMapStories(evidence, (story) => {
    const told = finalsOf(story).find(({ status }) => status !== "placed");
    if (told === undefined) return [];
    const row = evidence.rowOf(story.requestUid);
    const own = evidence
      .unvoided(story.orderKey)
      .find(({ line }) => line.request_uid === story.requestUid || line.request_uid === row?.requestUid);
    if (own === undefined) return [];
    const act = story.acts.some(({ act }) => act === "confirm_absent")
      ? " after a person confirmed that"
      : "";
    return [finding(story, `told ${told.status}${act}, but the POS has ${nameOf(own)}`)];
  });
}

/** Answered `placed`, but the POS has no un-voided order for it, or none with the number in the answer. */
export function findFalsePlaced(evidence: Evidence): Finding[] {
  return flatMapStories(evidence, (story) => {
    const unvoided = evidence.unvoided(story.orderKey);
    const wrong = finalsOf(story).find(
      ({ status, answer }) =>
        status === "placed" && !unvoided.some(({ line }) => line.pos_order_id === answer.posOrderId),
    );
    if (wrong === undefined) return [];
    const has = unvoided.length === 0 ? "none" : unvoided.map(nameOf).join(" and ");
    return [finding(story, `told placed as ${wrong.answer.posOrderId}, but the POS has ${has}`)];
  });
}

/**
 * The POS got an order that no partner sent, or one that the gateway has no row for. So an order that was
 * placed before it was stored is found even if nobody got an answer. Voided ones count: a kitchen saw them.
 */
export function findUnexpected(evidence: Evidence): Finding[] {
  return evidence.posOrders.flatMap((order) => {
    const { line, orderKey } = order;
    const of = (why: string) => [{ uid: line.request_uid, evidence: `the POS has ${nameOf(order)}, ${why}` }];
    if (orderKey === null) return of("which no partner sent");
    const isKnown = evidence
      .storiesOf(orderKey)
      .some(({ requestUid }) => evidence.rowOf(requestUid) !== undefined);
    return isKnown ? [] : of("which the gateway does not know");
  });
}

export function nameOf({ line, journal, isVoided }: PosOrder): string {
  return `${line.pos_order_id}${isVoided ? " (voided)" : ""} [reference ${line.reference}, ${journal}]`;
}

export function finding(story: Story, evidence: string): Finding {
  return { uid: story.requestUid, evidence };
}

export function flatMapStories(evidence: Evidence, findIn: (story: Story) => readonly Finding[]): Finding[] {
  return [...evidence.stories.values()].flatMap(findIn);
}
