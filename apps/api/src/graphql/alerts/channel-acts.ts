import { type AlertChannel as ChannelRow, type Delivery, findChannel, findDelivery } from "@parley/db/alerts";
import { findBrand, findLocation } from "@parley/db/stores";
import type { ChannelOutcome } from "../../alerts/channels.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  Conflict,
  InvalidInput,
  isRefusal,
  NotAllowed,
  NotFound,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import { AlertChannel, AlertDelivery, placeOfChannel } from "./channel.ts";
import {
  ChangeAlertChannelInput,
  CreateAlertChannelInput,
  DeleteAlertChannelInput,
  ReplayAlertInput,
  RestoreAlertChannelInput,
  SendTestAlertInput,
} from "./inputs.ts";

type Changed = Extract<ChannelOutcome, { kind: "changed" }>;

const AlertChannelChange = builder.objectRef<Changed>("AlertChannelChange").implement({
  description: "A channel that was added or changed.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    channel: t.expose("channel", { type: AlertChannel, description: "The channel as it is now." }),
    madeKey: t.exposeString("key", {
      nullable: true,
      description: "What signs a webhook's messages, where it was made here: shown this once.",
    }),
  }),
});

const AlertChannelResult = builder.unionType("AlertChannelResult", {
  description: "The channel, or why nothing was changed.",
  types: [AlertChannelChange, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("AlertChannelChange"),
});

const AlertDeliveryResult = builder.unionType("AlertDeliveryResult", {
  description: "The message that is on its way, or why there is none.",
  types: [AlertDelivery, NotFound, Conflict],
  resolveType: resultType("AlertDelivery"),
});

builder.mutationFields((t) => ({
  createAlertChannel: t.field({
    type: AlertChannelResult,
    description: "Adds a channel. For owners, and for brand admins one of their brands.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: CreateAlertChannelInput, required: true, description: "The channel." }) },
    resolve: (_root, { input }, context) => create(context, input),
  }),
  changeAlertChannel: t.field({
    type: AlertChannelResult,
    description: "Changes what a channel is called, tells and speaks, or switches it off and on.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ChangeAlertChannelInput, required: true, description: "The channel." }) },
    resolve: (_root, { input }, context) => change(context, input),
  }),
  deleteAlertChannel: t.field({
    type: AlertChannelResult,
    description: "Deletes a channel; it can be put back, with its key and its log.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: DeleteAlertChannelInput, required: true, description: "The channel." }) },
    resolve: async (_root, { input }, context) => {
      const channel = await channelOf(context, input.channelId, { isDeleted: false });
      return isRefusal(channel) ? channel : told(context, await actsOf(context).delete(channel));
    },
  }),
  restoreAlertChannel: t.field({
    type: AlertChannelResult,
    description: "Puts a deleted channel back.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RestoreAlertChannelInput, required: true, description: "The channel." }) },
    resolve: async (_root, { input }, context) => {
      const channel = await channelOf(context, input.channelId, { isDeleted: true });
      return isRefusal(channel) ? channel : told(context, await actsOf(context).restore(channel));
    },
  }),
  sendTestAlert: t.field({
    type: AlertDeliveryResult,
    description: "Sends a message to a channel that says no more than that it arrives.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: SendTestAlertInput, required: true, description: "The channel." }) },
    resolve: async (_root, { input }, context): Promise<Delivery | Refusal> => {
      const channel = await channelOf(context, input.channelId, { isDeleted: false });
      return isRefusal(channel) ? channel : await actsOf(context).test(channel);
    },
  }),
  replayAlert: t.field({
    type: AlertDeliveryResult,
    description: "Sends a message of the log once more, under the same id.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ReplayAlertInput, required: true, description: "The message." }) },
    resolve: (_root, { input }, context) => replay(context, input.deliveryId),
  }),
}));

const actsOf = (context: GraphqlContext) => context.alertActs(actorOf(context));

async function create(
  context: GraphqlContext,
  input: typeof CreateAlertChannelInput.$inferInput,
): Promise<Changed | Refusal> {
  const { words, may, language } = context;
  const place = await placeNamed(context, input);
  if (place === null) return refuse("NOT_FOUND", words("alerts")("refused.noPlace"));
  if (!may("alerts.edit", place)) return refuse("NOT_ALLOWED", words("alerts")("refused.notAllowed"));
  const { kind, name, target, topics } = input;
  const spoken = input.language ?? language;
  const given = { kind, name, target, kinds: topics ?? undefined, ...place, ...hoursOf(input) };
  return told(context, await actsOf(context).create({ ...given, language: spoken === "es" ? "es" : "en" }));
}

/** Where a new channel is to stand; null where the caller sees no such brand or store. */
async function placeNamed(
  { db, scopeFor }: GraphqlContext,
  { brandId, locationId }: Pick<typeof CreateAlertChannelInput.$inferInput, "brandId" | "locationId">,
) {
  const scope = scopeFor("stores.read");
  if (locationId != null) {
    const store = await findLocation(db, { scope, idOrCode: locationId });
    if (store === null || (brandId != null && brandId !== store.brandId)) return null;
    return { brandId: store.brandId, locationId: store.id };
  }
  if (brandId == null) return { brandId: null, locationId: null };
  const brand = await findBrand(db, { scope, idOrCode: brandId });
  return brand === null ? null : { brandId: brand.id, locationId: null };
}

async function change(
  context: GraphqlContext,
  input: typeof ChangeAlertChannelInput.$inferInput,
): Promise<Changed | Refusal> {
  const channel = await channelOf(context, input.channelId, { isDeleted: false });
  if (isRefusal(channel)) return channel;
  const { expectedVersion, name, topics, language, isOn, makeKey } = input;
  const asked = {
    channel,
    expectedVersion,
    name: name ?? undefined,
    kinds: topics ?? undefined,
    language: language == null ? undefined : language === "es" ? "es" : "en",
    isOn: isOn ?? undefined,
    hours: hoursOf(input),
    makesKey: makeKey ?? undefined,
  };
  return told(context, await actsOf(context).change(asked));
}

function hoursOf({
  quiet,
  tellsOrdersAtNight,
  delayMinutes,
  digest,
}: Pick<
  typeof ChangeAlertChannelInput.$inferInput,
  "quiet" | "tellsOrdersAtNight" | "delayMinutes" | "digest"
>) {
  return {
    quiet,
    digest,
    tellsOrdersAtNight: tellsOrdersAtNight ?? undefined,
    delayMin: delayMinutes ?? undefined,
  };
}

async function replay(context: GraphqlContext, deliveryId: string): Promise<Delivery | Refusal> {
  const { db, scopeFor, words } = context;
  const say = words("alerts");
  const found = await findDelivery(db, { scope: scopeFor("alerts.edit"), deliveryId });
  if (found === null) return refuse("NOT_FOUND", say("refused.noMessage"));
  return (await actsOf(context).replay(found)) ?? refuse("CONFLICT", say("refused.underWay"));
}

/** A channel that the caller may change, deleted or not; for others there is none. */
async function channelOf(
  { db, scopeFor, may, words }: GraphqlContext,
  channelId: string,
  { isDeleted }: { isDeleted: boolean },
): Promise<ChannelRow | Refusal> {
  const channel = await findChannel(db, { scope: scopeFor("alerts.edit"), channelId });
  const isThere = channel !== null && (channel.deletedAt !== null) === isDeleted;
  if (!isThere || !may("alerts.edit", placeOfChannel(channel)))
    return refuse("NOT_FOUND", words("alerts")("refused.noChannel"));
  return channel;
}

/** What the fields of a channel are called here. */
const FIELD = {
  name: "name",
  target: "target",
  kinds: "topics",
  quiet: "quiet",
  delay: "delayMinutes",
  digest: "digest",
} as const;

function told({ words }: GraphqlContext, outcome: ChannelOutcome): Changed | Refusal {
  const say = words("alerts");
  switch (outcome.kind) {
    case "changed":
      return outcome;
    case "invalid":
      return refuse("INVALID", outcome.message, FIELD[outcome.field]);
    case "too_many":
      return refuse("INVALID", say("refused.tooMany", { max: outcome.max }));
    case "conflict":
      return refuse("CONFLICT", say("refused.conflict"));
  }
}
