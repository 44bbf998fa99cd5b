import { findOrder } from "@parley/db/orders";
import { revokeShare as endShare, findShare, insertShare, type OpenedShare } from "@parley/db/shares";
import { newShare, SHARE_DAYS, SHARE_DAYS_USUAL, sharePath } from "../../orders/people/sharing.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { InvalidInput, NotAllowed, NotFound, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { OrderShare } from "./share.ts";

interface SharedShape {
  share: OpenedShare;
  path: string;
}

const SharedOrderLink = builder.objectRef<SharedShape>("SharedOrderLink").implement({
  description: "A link that was just made.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    share: t.expose("share", { type: OrderShare, description: "The link." }),
    path: t.exposeString("path", {
      description: "Where it leads, below the admin's address. Shown this once: we keep only a hash of it.",
    }),
  }),
});

const ShareOrderResult = builder.unionType("ShareOrderResult", {
  description: "The link, or why there is none.",
  types: [SharedOrderLink, NotFound, NotAllowed, InvalidInput],
  resolveType: resultType("SharedOrderLink"),
});

const RevokeShareResult = builder.unionType("RevokeShareResult", {
  description: "The link as it is now, or why it was not ended.",
  types: [OrderShare, NotFound, NotAllowed],
  resolveType: resultType("OrderShare"),
});

const ShareOrderInput = builder.inputType("ShareOrderInput", {
  description: "Which order, and for how long.",
  fields: (t) => ({
    orderId: t.id({ required: true, description: "The order." }),
    days: t.int({
      description: `For how many days the link is open: ${SHARE_DAYS.join(", ")}; ${SHARE_DAYS_USUAL} where left out.`,
    }),
  }),
});

const RevokeShareInput = builder.inputType("RevokeShareInput", {
  description: "Which link.",
  fields: (t) => ({ shareId: t.id({ required: true, description: "The link." }) }),
});

builder.mutationFields((t) => ({
  shareOrder: t.field({
    type: ShareOrderResult,
    description:
      "Makes a link that shows an order to whoever has it, without signing in: what happened, what was ordered, and nothing personal. For admins and support.",
    authScopes: { signedIn: true },
    args: {
      input: t.arg({ type: ShareOrderInput, required: true, description: "Which, and for how long." }),
    },
    resolve: (_root, { input }, context) => shareOrder(context, input),
  }),
  revokeShare: t.field({
    type: RevokeShareResult,
    description: "Ends a link at once. For admins and support.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RevokeShareInput, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) => revokeShare(context, input.shareId),
  }),
}));

async function shareOrder(
  context: GraphqlContext,
  { orderId, days }: { orderId: string; days?: number | null | undefined },
): Promise<SharedShape | Refusal> {
  const { db, scopeFor, may, now: clock } = context;
  const say = context.words("share");
  const order = await findOrder(db, { scope: scopeFor("orders.read"), orderId });
  if (order === null) return refuse("NOT_FOUND", say("refused.noOrder"));
  if (!may("orders.share", order)) return refuse("NOT_ALLOWED", say("refused.notAllowed"));
  const now = clock();
  const made = newShare({ days: days ?? SHARE_DAYS_USUAL, now });
  if (made === null) return refuse("INVALID", say("refused.days", { days: SHARE_DAYS.join(", ") }), "days");
  const { token, tokenHash, expiresAt } = made;
  const share = await insertShare(db, { order, tokenHash, expiresAt, by: actorOf(context), now });
  return { share: { ...share, openings: 0, lastOpenedAt: null }, path: sharePath(token) };
}

async function revokeShare(context: GraphqlContext, shareId: string): Promise<OpenedShare | Refusal> {
  const { db, scopeFor, may, loaders } = context;
  const say = context.words("share");
  const found = await findShare(db, { scope: scopeFor("orders.read"), shareId });
  if (found === null) return refuse("NOT_FOUND", say("refused.noShare"));
  if (!may("orders.share", found.order)) return refuse("NOT_ALLOWED", say("refused.notAllowed"));
  await endShare(db, { ...found, by: actorOf(context), now: context.now() });
  const { id: orderId } = found.order;
  const share = (await loaders.shares.clear(orderId).load(orderId)).find(({ id }) => id === shareId);
  if (share === undefined) throw new Error(`The link ${shareId} is gone.`);
  return share;
}
