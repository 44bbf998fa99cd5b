import type { Attempt, AttemptResult, Order, OrderTrace } from "@parley/db/orders";
import type { FormerPosFacts } from "@parley/db/stores";
import { z } from "zod";
import { storeName } from "../../explain/store-name.ts";
import { driftIn } from "../../orders/bill/told-drift.ts";
import { allowedSteps } from "../../orders/people/autopsy/allowed-steps.ts";
import { autopsy } from "../../orders/people/autopsy/autopsy.ts";
import { describeFormerPos } from "../../stores/location-pos.ts";
import { formerPosOf, posLinkOf } from "../../stores/order-pos.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import type { Loaders } from "../kernel/loaders.ts";
import type { AutopsyOf } from "./autopsy.ts";
import { guestOf } from "./guest.ts";

export interface AttemptShape {
  number: number;
  reference: string;
  startedAt: Date;
  outcome: string | null;
  reason: string | null;
  finishedAt: Date | null;
  fenced: boolean;
}

export async function traceOf(order: Order, { loaders }: GraphqlContext): Promise<OrderTrace> {
  const trace = await loaders.trace.load(order.id);
  if (trace === null) throw new Error(`The order ${order.id} was listed and has no trace.`);
  return trace;
}

/** The POS that an order may be at, where its store has another one by now. */
export async function formerPosIn(
  order: Order,
  { formerPos }: Pick<Loaders, "formerPos">,
): Promise<FormerPosFacts | null> {
  const way = await formerPos.load(posLinkOf(order));
  return way === null ? null : formerPosOf(order, [way]);
}

export async function autopsyOf(order: Order, context: GraphqlContext): Promise<AutopsyOf> {
  const [trace, location, acts, former] = await Promise.all([
    traceOf(order, context),
    context.loaders.location.load(order.locationId),
    context.loaders.possibleActs.load(order),
    formerPosIn(order, context.loaders),
  ]);
  const { phone, timezone } = location;
  const store = {
    name: storeName(location),
    ...{ phone, timezone },
    former: former && describeFormerPos(former),
  };
  const shown = { ...trace.order, guestName: guestOf(trace.order, context)?.name ?? null };
  const input = { ...trace, order: shown, store, drift: driftIn(trace) };
  const found = autopsy({ ...input, now: context.now(), words: context.words });
  const steps = allowedSteps(found.steps, acts);
  return { ...found, steps, brandId: order.brandId, locationId: order.locationId };
}

/** Each attempt with its result: the one that counted, else the late one. */
export function attemptsOf({ attempts, results }: OrderTrace): AttemptShape[] {
  return attempts.map((attempt) => {
    const ends = results.filter((result) => result.number === attempt.number);
    return attemptShape(attempt, ends.find((result) => !result.fenced) ?? ends.at(-1));
  });
}

const evidence = z.object({
  reason: z.string().optional(),
  issues: z.array(z.object({ message: z.string() })).optional(),
});

function attemptShape(attempt: Attempt, end: AttemptResult | undefined): AttemptShape {
  const { number, reference, startedAt } = attempt;
  const why = evidence.safeParse(end?.evidence).data;
  return {
    number,
    reference,
    startedAt,
    outcome: end?.outcome ?? null,
    reason: why?.reason ?? why?.issues?.map((issue) => issue.message).join("; ") ?? null,
    finishedAt: end?.at ?? null,
    fenced: end?.fenced ?? false,
  };
}
