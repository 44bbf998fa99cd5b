import { CLI, type Order } from "@parley/db/orders";
import type { Command } from "commander";
import type { ActArgs, ActResult, DisputeResult, OrderActs } from "../../orders/people/acts.ts";
import { withGateway } from "../kernel/gateway.ts";
import { readAttempt } from "../kernel/given.ts";
import { plain, type Result } from "../kernel/output.ts";
import { notFound, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { requireOrder } from "./find.ts";
import { orderJson, readPlaces } from "./view.ts";

interface Note {
  note?: string;
}

interface Found extends Note {
  posOrderId: string;
  overrule?: boolean;
}

interface Seen extends Note {
  attempt: number;
}

const ATTEMPT = [
  "--attempt <n>",
  "how many tries it had when you looked, as `attention` and `order trace` count them",
  readAttempt,
] as const;

/** `parley order confirm-placed …`, `confirm-absent …`, `resend …`, `settle-dispute …` */
export function addSettleCommands(order: Command, run: Run): void {
  order
    .command("try-now <id>")
    .description("take the gateway's next step about a waiting order now; it is never made twice by this")
    .option("--note <text>", "why; kept with the order's events")
    .action(
      run((session, id: string, options: Note) =>
        settle(session, id, { ...options, told: broughtForward }, (acts, args) => acts.tryNow(args)),
      ),
    );
  order
    .command("confirm-placed <id>")
    .description("the POS has it: PAR's next poll hears placed")
    .requiredOption("--pos-order-id <id>", "the POS's own id of the order, as the till shows it")
    .option("--overrule", "the ticket names this order: another that has its number is disputed")
    .option("--note <text>", "what you found out; kept with the order's events")
    .action(
      run((session, id: string, options: Found) => {
        const { posOrderId, overrule: overrules = false } = options;
        const told = overrules ? overruled : outcomeOf;
        return settle(session, id, { ...options, told }, (acts, args) =>
          acts.confirmPlaced({ ...args, posOrderId, overrules }),
        );
      }),
    );
  order
    .command("confirm-absent <id>")
    .description("the POS does not have it: PAR's next poll hears errored and may refund")
    .requiredOption(...ATTEMPT)
    .option("--note <text>", "what you found out; kept with the order's events")
    .action(
      run((session, id: string, options: Seen) =>
        settle(session, id, options, (acts, args) =>
          acts.confirmAbsent({ ...args, attempt: options.attempt }),
        ),
      ),
    );
  order
    .command("resend <id>")
    .description("send it again now, from here; a POS of class C or D may then make it twice")
    .requiredOption(...ATTEMPT)
    .option("--note <text>", "why; kept with the order's events")
    .action(
      run((session, id: string, options: Seen) =>
        settle(session, id, options, (acts, args) => acts.resendNow({ ...args, attempt: options.attempt })),
      ),
    );
  order
    .command("settle-dispute <id>")
    .description("you have looked after an order that its POS contradicts; nobody else is told")
    .option("--note <text>", "what was done for the guest; kept with the order's events")
    .action(
      run((session, id: string, options: Note) =>
        settle(session, id, { ...options, told: disputeOver }, (acts, args) => acts.settleDispute(args)),
      ),
    );
}

async function settle(
  session: Session,
  id: string,
  { note = "", told = outcomeOf }: Note & { told?: (order: Order) => string },
  act: (acts: OrderActs, args: ActArgs) => Promise<ActResult | DisputeResult>,
): Promise<Result> {
  const places = await readPlaces(session);
  const { id: orderId } = await requireOrder(session, id, places);
  const args = { orderId, actor: CLI, scope: { all: true }, note } as const;
  const result = await withActs(session, (acts) => act(acts, args));
  if (result.kind !== "done") throw refusalOf(result, id);
  const { order } = result;
  return { json: { order: orderJson(order, places) }, text: told(order) };
}

/** The same acts as in the API. */
async function withActs<T>(session: Session, work: (acts: OrderActs) => Promise<T>): Promise<T> {
  return await withGateway(session, async (ctx) => {
    await ctx.callers.reload();
    return await work(ctx.dispatcher.acts);
  });
}

function refusalOf(result: Exclude<ActResult | DisputeResult, { kind: "done" }>, id: string): Refusal {
  switch (result.kind) {
    case "not_found":
      return notFound("order", id, "orders list");
    case "not_waiting":
      return new Refusal(
        "not_waiting",
        `The order "${plain(id)}" does not wait for a person: it is ${result.state}.`,
        `See: npm run parley -- order trace ${plain(id)}`,
      );
    case "under_way":
      return new Refusal(
        "under_way",
        `The order "${plain(id)}" is being sent, asked for or taken back at this moment.`,
        `Look again in some seconds: npm run parley -- order trace ${plain(id)}`,
      );
    case "too_early":
      return new Refusal(
        "too_early",
        `What was sent of the order "${plain(id)}" may still reach the till until ${result.from.toISOString()}.`,
        "Have the store look again then. What they find before that can be confirmed at once: order confirm-placed",
      );
    case "sent_again":
      return new Refusal(
        "sent_again",
        `The order "${plain(id)}" was sent again since you looked. Tries so far: ${result.attempt}.`,
        `Have the store look once more, then: --attempt ${result.attempt}`,
      );
    case "not_disputed":
      return new Refusal(
        "not_disputed",
        `Nothing contradicts the order "${plain(id)}" (any more).`,
        `See: npm run parley -- order trace ${plain(id)}`,
      );
    case "pos_order_taken":
      return posOrderTaken(result, id);
    case "unreadable":
      return new Refusal(
        "unreadable",
        `What is stored of the order "${plain(id)}" cannot be read, so it cannot be sent again.`,
        "Have the store look for it, then: order confirm-placed, or order confirm-absent",
      );
    case "invalid":
      return new Refusal(`invalid_${result.field === "note" ? "note" : "pos_order_id"}`, result.message);
  }
}

function posOrderTaken(
  { posOrderId, holder }: Extract<ActResult, { kind: "pos_order_taken" }>,
  id: string,
): Refusal {
  const given = plain(posOrderId);
  const other = holder === null ? "" : `: ${plain(holder.onlineOrderId ?? holder.requestUid)} (${holder.id})`;
  return new Refusal(
    "pos_order_taken",
    `The POS order ${given} belongs to another order${other}.`,
    `Where the ticket names this order, say so, and the other is disputed: npm run parley -- order confirm-placed ${plain(id)} --pos-order-id ${given} --overrule`,
  );
}

function broughtForward(order: Order): string {
  const name = plain(order.onlineOrderId ?? order.id);
  return `${name} is due now: the running gateway takes its next step within a second.\nSee: npm run parley -- order trace ${order.id}`;
}

function disputeOver(order: Order): string {
  const name = plain(order.onlineOrderId ?? order.id);
  return `${name} is looked after. It stays ${order.state} for PAR.`;
}

function overruled(order: Order): string {
  return `${outcomeOf(order)}\nAnother order that had this number is disputed now. See: npm run parley -- attention`;
}

/** What became of the order, and what PAR is answered. */
function outcomeOf(order: Order): string {
  const name = plain(order.onlineOrderId ?? order.id);
  switch (order.state) {
    case "placed":
      return `${name} is placed as ${plain(order.posOrderId ?? "")}. PAR's next poll hears it.`;
    case "errored":
      return `${name} is errored: the kitchen does not have it. PAR's next poll hears it; the guest may be refunded and may order again.`;
    case "rejected":
      return `${name} is rejected: the POS refused it (${plain(order.cause ?? "no reason given")}). PAR's next poll hears it.`;
    default:
      return `${name} was sent again and is not settled: it is ${order.state}. PAR goes on hearing pending.\nSee: npm run parley -- order trace ${order.id}`;
  }
}
