import { listToldStatuses } from "@parley/db/exchanges";
import { type Order, type OrderTrace, parseActor } from "@parley/db/orders";
import { driftIn } from "../../orders/bill/told-drift.ts";
import { moneyText, parMoneyText } from "../../orders/people/money.ts";
import { type Change, changesBetween } from "../../orders/people/story/changes.ts";
import { findSubmit, findValidate } from "../../orders/people/story/par-steps.ts";
import { type Passage, passageOf } from "../../orders/people/story/passage.ts";
import type { StoryStep } from "../../orders/people/story/step.ts";
import { storyOf } from "../../orders/people/story/story.ts";
import { type Teller, tell } from "../../orders/people/story/words.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { guestWords } from "./guest.ts";
import { traceOf } from "./order-detail.ts";
import { requestIn } from "./recorded-request.ts";

export interface StepShape extends Omit<StoryStep, "parts"> {
  sentence: string;
  parts: StepShape[];
}

export interface OtherTryShape {
  at: Date;
  requestUid: string | null;
  order: Order | null;
  exchangeId: string | null;
}

/** The order's story, told in the language of the request. */
export async function storyOfOrder(order: Order, context: GraphqlContext): Promise<StepShape[]> {
  const trace = await traceOf(order, context);
  return await storyOfTrace(trace, changesOf(trace, context), context);
}

/** The story of these rows. @param changing what PAR changed between its validate and its submit */
export async function storyOfTrace(
  trace: OrderTrace,
  changing: Promise<Change[]> | Change[],
  context: GraphqlContext,
): Promise<StepShape[]> {
  const { order, exchanges, events } = trace;
  const [told, names, changes, location] = await Promise.all([
    listToldStatuses(context.db, {
      scope: context.scopeFor("orders.read"),
      exchangeIds: exchanges.filter(({ direction }) => direction === "in").map(({ id }) => id),
    }),
    namesIn(events, context),
    changing,
    context.loaders.location.load(order.locationId),
  ]);
  const steps = storyOf({ ...trace, told, names, changes, drift: driftIn(trace) });
  const teller: Teller = {
    words: context.words,
    store: location.name,
    money: (cents) => moneyText(cents, order.currency),
    parMoney: (hundredths) => parMoneyText(hundredths, order.currency),
  };
  const shapeOf = (step: StoryStep): StepShape => ({
    ...step,
    note: guestWords(step.note, order, context),
    sentence: tell(step, teller),
    parts: step.parts.map(shapeOf),
  });
  return steps.map(shapeOf);
}

/** The operators who acted, by id. */
async function namesIn(
  events: OrderTrace["events"],
  { loaders }: GraphqlContext,
): Promise<Map<string, string>> {
  const ids = events.flatMap(({ actor }) => {
    const parsed = parseActor(actor);
    return parsed.kind === "operator" ? [parsed.id] : [];
  });
  const named = await Promise.all(
    [...new Set(ids)].map(async (id) => [id, (await loaders.operatorName.load(id)) ?? id] as const),
  );
  return new Map(named);
}

/** What PAR changed between its last validate and the submit; none where one of them is not recorded. */
async function changesOf(trace: OrderTrace, context: GraphqlContext): Promise<Change[]> {
  const [validate, submit] = [findValidate(trace), findSubmit(trace)];
  if (validate === null || submit === null) return [];
  const [before, after] = await Promise.all([
    requestIn(validate, "validate_order", context),
    requestIn(submit, "submit_order", context),
  ]);
  return before === null || after === null ? [] : changesBetween(before.order, after.order);
}

export async function passageShapeOf(order: Order, context: GraphqlContext): Promise<Passage> {
  return passageOf({ ...(await traceOf(order, context)), now: context.now() });
}

/** Orders under other request uids, and submits that never became an order. */
export async function otherTriesOf(order: Order, context: GraphqlContext): Promise<OtherTryShape[]> {
  const { siblings, exchanges } = await traceOf(order, context);
  const refused = exchanges.filter(
    ({ operation, direction, orderId }) =>
      direction === "in" && operation === "submit_order" && orderId === null,
  );
  return [
    ...siblings.map((each) => ({
      at: each.receivedAt,
      requestUid: each.requestUid,
      order: each,
      exchangeId: null,
    })),
    ...refused.map((each) => ({
      at: each.at,
      requestUid: each.requestUid,
      order: null,
      exchangeId: each.id,
    })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
}
