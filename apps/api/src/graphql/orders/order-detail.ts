import type { Attempt, AttemptResult, Order, OrderTrace } from "@parley/db/orders";
import { z } from "zod";
import { autopsy } from "../../orders/people/autopsy/autopsy.ts";
import type { Autopsy } from "../../orders/people/autopsy/finding.ts";
import { covers, type GraphqlContext } from "../kernel/context.ts";

export interface GuestShape {
  name: string | null;
  phone: string | null;
  email: string | null;
}

export interface AttemptShape {
  number: number;
  reference: string;
  startedAt: Date;
  outcome: string | null;
  reason: string | null;
  finishedAt: Date | null;
  fenced: boolean;
}

/** Who ordered, masked unless the operator is admin or support of the brand; null where PAR did not say. */
export function guestOf(order: Order, context: GraphqlContext): GuestShape | null {
  const { guestName: name, guestPhone: phone, guestEmail: email } = order;
  if (name === null && phone === null && email === null) return null;
  if (covers(context.guestScope, order.brandId)) return { name, phone, email };
  return {
    name: name === null ? null : name.replace(/(?<=^|\s)(\S)\S*/gu, "$1•••"),
    phone: phone === null ? null : `•••${phone.replace(/\D/g, "").slice(-2)}`,
    email: email === null ? null : email.replace(/^(.).*@/u, "$1•••@"),
  };
}

export async function traceOf(order: Order, { loaders }: GraphqlContext): Promise<OrderTrace> {
  const trace = await loaders.trace.load(order.id);
  if (trace === null) throw new Error(`The order ${order.id} was listed and has no trace.`);
  return trace;
}

export async function autopsyOf(order: Order, context: GraphqlContext): Promise<Autopsy> {
  const [trace, location] = await Promise.all([
    traceOf(order, context),
    context.loaders.location.load(order.locationId),
  ]);
  const { code, phone, timezone } = location;
  const shown = { ...trace.order, guestName: guestOf(trace.order, context)?.name ?? null };
  return autopsy({ ...trace, order: shown, store: { code, phone, timezone }, now: context.now() });
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
