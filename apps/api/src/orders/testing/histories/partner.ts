import type { StatusResult, SubmitResult } from "../../room.ts";
import type { HistoryPos } from "./pos.ts";
import type { Process } from "./process.ts";

/** PAR's side of a history: what it sent, the answers it got, and where these disagree with the POS. */

type Answer = SubmitResult | StatusResult | null;

/** What PAR knew about a request uid when it asked. */
interface Before {
  isAcked: boolean;
  isFinal: boolean;
}

/** `wrong` collects what went wrong, as texts that begin with the name of the set. */
export function createPartner(pos: HistoryPos, wrong: Set<string>) {
  /** By request uid: the tips of the bodies that PAR sent, and the final answer that it got. */
  const sent = new Map<string, Set<number>>();
  const acked = new Set<string>();
  const finals = new Map<string, { orderId: string; status: string; body: string }>();

  function answered(uid: string, result: Answer, before: Before): void {
    if (result === null) {
      if (before.isAcked) wrong.add(`lost: ${uid} was acknowledged and is not there`);
      return;
    }
    if (result.kind !== "pending" && result.kind !== "final") return;
    acked.add(uid);
    const told = finals.get(uid);
    if (result.kind === "pending") {
      if (before.isFinal) wrong.add(`flapping: ${uid} was ${told?.status} and is pending`);
      return;
    }
    const { body } = result.stored;
    const { status }: { status: string } = JSON.parse(body);
    if (told !== undefined && told.status !== status) wrong.add(`flapping: ${told.status}, then ${status}`);
    if (told !== undefined && told.body !== body) wrong.add(`replay-unequal: ${uid}`);
    finals.set(uid, { orderId: result.orderId, status, body });
  }

  function listen(process: Process, uid: string, answer: Promise<Answer>): void {
    // Another answer that PAR got while this call ran may be newer than this call's answer.
    const before = { isAcked: acked.has(uid), isFinal: finals.has(uid) };
    answer.then(
      (result) => {
        if (!process.isDead && !process.isStopped) answered(uid, result, before);
      },
      (error) => {
        wrong.add(`threw: ${error}`);
      },
    );
  }

  /** @param referenceOf the references of all orders that PAR was told about */
  function check(referenceOf: ReadonlyMap<string, string>): void {
    const { journal } = pos;
    const kitchen = new Map<string, number>();
    for (const { order, isVoided } of journal) {
      const source = sent.get(order.requestUid);
      if (source === undefined) wrong.add(`unexpected: ${order.requestUid}`);
      else if (!source.has(order.totals.tipCents)) wrong.add(`crossed: ${order.requestUid}`);
      const name = order.onlineOrderId ?? "";
      if (!isVoided) kitchen.set(name, (kitchen.get(name) ?? 0) + 1);
    }
    for (const [name, count] of kitchen) if (count > 1) wrong.add(`doubled: ${name}`);
    for (const [uid, { orderId, status }] of finals) {
      const isThere = pos.live(referenceOf.get(orderId) ?? "") !== undefined;
      if (status === "placed" && !isThere) wrong.add(`false-placed: ${uid}`);
      if (status !== "placed" && isThere) wrong.add(`ghost: ${uid} was told ${status}`);
    }
  }

  return {
    listen,
    check,
    /** The orders that PAR was told the end of. */
    ended: () => [...finals.values()].map(({ orderId }) => orderId),
    sends(uid: string, tipCents: number): void {
      sent.set(uid, (sent.get(uid) ?? new Set()).add(tipCents));
    },
    hasSent: (uid: string) => sent.has(uid),
    /** The final statuses that PAR got, by request uid. */
    told: () => Object.fromEntries([...finals].map(([uid, { status }]) => [uid, status])),
  };
}
