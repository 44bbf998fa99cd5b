import { type LocationId, ofBrands, type Scope } from "@parley/db";
import { takeAttempt, takeBackAttempt } from "@parley/db/operators";
import { findOrder, type Order } from "@parley/db/orders";
import { openShare } from "@parley/db/shares";
import type { Brand, Location } from "@parley/db/stores";
import { GraphQLError } from "graphql";
import { storeName } from "../../explain/store-name.ts";
import { networkOf } from "../../http/client-address.ts";
import { driftIn } from "../../orders/bill/told-drift.ts";
import { linesOf, type OrderLine } from "../../orders/order-lines.ts";
import { autopsy } from "../../orders/people/autopsy/autopsy.ts";
import { redactTrace, shareHash } from "../../orders/people/sharing.ts";
import { type Passage, passageOf } from "../../orders/people/story/passage.ts";
import { submitStateOf } from "../../orders/submit-state.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { createLoaders } from "../kernel/loaders.ts";
import { type StepShape, storyOfTrace } from "../orders/story-read.ts";

/** One order as a link shows it: nothing in it names a guest, a person of the team or another store. */
export interface SharedShape {
  order: Order;
  brand: Brand;
  location: Location;
  submitState: ReturnType<typeof submitStateOf>;
  sentence: string;
  tone: ReturnType<typeof autopsy>["tone"];
  lines: OrderLine[];
  steps: StepShape[];
  passage: Passage;
  expiresAt: Date;
}

/** Waits after so many tries from one network that opened nothing, as for passwords; the last one repeats. */
const WAITS_MS = [...Array<number>(59).fill(0), ...[60, 120, 240, 480, 900].map((each) => each * 1_000)];

/**
 * What a link shows. A token that none has, and a link that ended, give null without a difference; a network that
 * tries too many of them has to wait.
 */
export async function readSharedOrder(token: string, context: GraphqlContext): Promise<SharedShape | null> {
  const { db, address } = context;
  const now = context.now();
  const network = networkOf(address);
  const key = `shared orders at ${network}`;
  const attempt = await takeAttempt(db, { key, now, waitsMs: WAITS_MS });
  if (!attempt.allowed) throw tooMany(context, attempt.retryAt.getTime() - now.getTime());
  const opened = await openShare(db, { tokenHash: shareHash(token), network, now });
  if (opened === null) return null;
  await takeBackAttempt(db, { key, taken: attempt });
  const order = await findOrder(db, { scope: { all: true }, orderId: opened.orderId });
  return order === null ? null : await sharedOf(order, opened.expiresAt, context);
}

async function sharedOf(order: Order, expiresAt: Date, asked: GraphqlContext): Promise<SharedShape> {
  const context = inStore(asked, order.locationId);
  const { loaders, words } = context;
  const [trace, brand, location] = await Promise.all([
    loaders.trace.load(order.id),
    loaders.brand.load(order.brandId),
    loaders.location.load(order.locationId),
  ]);
  if (trace === null) throw new Error(`The order ${order.id} was found and has no trace.`);
  const redacted = redactTrace(trace);
  const now = asked.now();
  // Its phone is for those who look after the order.
  const store = { name: storeName(location), phone: null, timezone: location.timezone };
  const { sentence, tone } = autopsy({ ...redacted, store, drift: driftIn(redacted), now, words });
  return {
    order: redacted.order,
    brand,
    location,
    submitState: submitStateOf(order.state),
    sentence,
    tone,
    lines: linesOf(trace.payload).map((line) => ({ ...line, comment: null })),
    steps: await storyOfTrace(redacted, [], context),
    passage: passageOf({ ...redacted, now }),
    expiresAt,
  };
}

/** The same request, as somebody who may read the orders of one store and nothing else. */
function inStore(context: GraphqlContext, locationId: LocationId): GraphqlContext {
  const store: Scope = { all: false, brandIds: [], locationIds: [locationId] };
  const scopeFor: GraphqlContext["scopeFor"] = (permission) =>
    permission === "orders.read" || permission === "stores.read" ? store : ofBrands();
  return {
    ...context,
    operator: null,
    scopeFor,
    may: () => false,
    loaders: createLoaders(context, scopeFor),
  };
}

function tooMany({ words }: GraphqlContext, waitMs: number): GraphQLError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return new GraphQLError(words("share")("refused.tooMany", { seconds }), {
    extensions: { code: "RATE_LIMITED" },
  });
}
