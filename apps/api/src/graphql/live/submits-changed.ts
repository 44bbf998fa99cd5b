import { CursorError, covers, type Scope } from "@parley/db";
import { FeedCursor, type FeedEntry } from "@parley/db/feed";
import { builder } from "../kernel/builder.ts";
import { limits } from "../kernel/limits.ts";
import { badInput } from "../kernel/page.ts";
import type { LivePart } from "./follower.ts";

/** One submit of which something is new. */
interface Change {
  orderId: string | null;
  exchangeId: string | null;
  isNew: boolean;
  at: Date;
  brandId: string | null;
  locationId: string | null;
}

/** What one event of the stream says. */
export interface SubmitsChange extends Omit<LivePart, "entries"> {
  changes: Change[];
}

const SubmitChange = builder.objectRef<Change>("SubmitChange").implement({
  description: "A submit of PAR's of which something is new: an order, or a call that became none.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    orderId: t.exposeID("orderId", { nullable: true, description: "The order; null for a refused call." }),
    exchangeId: t.exposeID("exchangeId", {
      nullable: true,
      description: "The call, where it became no order.",
    }),
    isNew: t.exposeBoolean("isNew", {
      description: "True once for each submit: it was not there before. False for what happened to it later.",
    }),
    at: t.expose("at", { type: "DateTime", description: "When the last of it happened." }),
    brandId: t.exposeID("brandId", { nullable: true, description: "Whose it is, where that is known." }),
    locationId: t.exposeID("locationId", { nullable: true, description: "Its store, where that is known." }),
  }),
});

const SubmitsChanged = builder.objectRef<SubmitsChange>("SubmitsChanged").implement({
  description:
    "What happened since the event before. One without changes comes every few seconds and says that nothing did.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    cursor: t.exposeString("cursor", {
      description: "The place after this event, to go on from after a cut. It is the event's `id` too.",
    }),
    changes: t.field({
      type: [SubmitChange],
      description: "Each submit of which something is new, in the order in which they were committed.",
      resolve: ({ changes }) => changes,
    }),
    isAnew: t.exposeBoolean("isAnew", {
      description:
        "True where the cursor is too old, or of another database: what happened since is not told. Read your list again.",
    }),
    heldSince: t.expose("heldSince", {
      type: "DateTime",
      nullable: true,
      description:
        "Since when something is stored that cannot be told yet, because an older write of the database is still open.",
    }),
  }),
});

builder.subscriptionField("submitsChanged", (t) =>
  t.field({
    type: SubmitsChanged,
    description:
      "Follows submits as they come and change, each change once, in the order of their commits. The first event comes at once.",
    authScopes: { signedIn: true },
    args: {
      after: t.arg.string({
        description: "The cursor of the last event that was seen; the header `Last-Event-ID` does the same.",
      }),
      brandId: t.arg.id({ description: "Only of this brand." }),
      locationId: t.arg.id({ description: "Only of this store." }),
    },
    subscribe: (_root, { after = null, brandId, locationId }, context) => {
      const given = after ?? context.stream.lastEventId;
      if (given !== null) mustBeCursor(given);
      const isAsked = (entry: FeedEntry) =>
        (!brandId || entry.brandId === brandId) && (!locationId || entry.locationId === locationId);
      const scope = () => context.scopeFor("orders.read");
      const sees = (entry: FeedEntry) => isSubmit(entry) && isAsked(entry) && isIn(scope(), entry);
      const { signal } = context.stream;
      return changesOf(context.live.follow({ after: given, scope, sees, signal }));
    },
    resolve: (part) => part,
  }),
);

function mustBeCursor(text: string): void {
  try {
    if (text.length > limits.cursorLength) throw new CursorError("It is too long.");
    FeedCursor.parse(text);
  } catch (error) {
    throw error instanceof CursorError ? badInput("This is not a cursor of submitsChanged.") : error;
  }
}

/** The one reader reads for all, so what it found is limited here as every query of the database is. */
function isIn(scope: Scope, entry: FeedEntry): boolean {
  return covers(scope, entry);
}

/** Events of orders, and submits that became none, but for calls whose token did not verify. */
function isSubmit(entry: FeedEntry): boolean {
  if (entry.source === "event") return true;
  return entry.operation === "submit_order" && entry.orderId === null && entry.connectionId !== null;
}

async function* changesOf(parts: AsyncIterable<LivePart>): AsyncGenerator<SubmitsChange> {
  for await (const { entries, ...part } of parts) {
    const changes = new Map<string, Change>();
    for (const entry of entries) {
      const change = changeOf(entry);
      const key = change.orderId ?? change.exchangeId ?? entry.cursor;
      changes.set(key, { ...change, isNew: change.isNew || changes.get(key)?.isNew === true });
    }
    yield { ...part, changes: [...changes.values()] };
  }
}

function changeOf(entry: FeedEntry): Change {
  const { at, brandId, locationId } = entry;
  if (entry.source === "exchange")
    return { orderId: null, exchangeId: entry.exchangeId, isNew: true, at, brandId, locationId };
  // The first event alone leads to a state from none.
  const isNew = entry.fromState === null && entry.toState !== null;
  return { orderId: entry.orderId, exchangeId: null, isNew, at, brandId, locationId };
}
