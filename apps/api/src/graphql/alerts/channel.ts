import type { Place } from "@parley/db";
import {
  type AlertEvent,
  type AlertKind,
  alertKinds,
  type ChannelKind,
  type AlertChannel as ChannelRow,
  type Delivery,
  listChannels,
  listDeliveries,
} from "@parley/db/alerts";
import { Brand } from "../brands/brand.ts";
import { builder } from "../kernel/builder.ts";
import { Location } from "../stores/location.ts";

export const AlertChannelKind = builder.enumType("AlertChannelKind", {
  description: "How a channel is told.",
  values: {
    EMAIL: { value: "email", description: "By e-mail, to addresses or to every owner." },
    SLACK: { value: "slack", description: "By a webhook of Slack's form." },
    TEAMS: { value: "teams", description: "By a webhook of Teams' form." },
    WEBHOOK: { value: "webhook", description: "By a webhook that is signed as Standard Webhooks asks." },
  } satisfies Record<string, { value: ChannelKind; description: string }>,
});

export const AlertTopic = builder.enumType("AlertTopic", {
  description: "What an alert is about.",
  values: {
    NOT_PLACED: { value: "not_placed", description: "Paid orders that no kitchen has." },
    NEEDS_PERSON: { value: "needs_person", description: "Orders that a person has to settle." },
    POS: { value: "pos", description: "A POS that does not take orders." },
    MAPPING: { value: "mapping", description: "Ids that mean nothing here." },
    MENU: { value: "menu", description: "A menu that is missing, old or other than PAR's." },
    SIGNATURE: { value: "signature", description: "Calls whose signature or token is wrong." },
    CALLS: { value: "calls", description: "Single calls that came wrong." },
    GATEWAY: { value: "gateway", description: "Faults of Parley itself." },
  } satisfies Record<string, { value: AlertKind; description: string }>,
});

const AlertEventType = builder.enumType("AlertEvent", {
  description: "What a message tells.",
  values: {
    OPENED: { value: "opened", description: "It began." },
    GROWN: { value: "grown", description: "It became far greater." },
    ENDED: { value: "ended", description: "It is over." },
    DIGEST: { value: "digest", description: "The last day in short." },
    TEST: { value: "test", description: "Nothing: somebody tried the channel." },
  } satisfies Record<string, { value: AlertEvent; description: string }>,
});

const AlertDeliveryState = builder.enumType("AlertDeliveryState", {
  description: "What became of a message.",
  values: {
    WAITING: { value: "waiting", description: "It is tried, or will be tried again." },
    DELIVERED: { value: "delivered", description: "The other side took it." },
    FAILED: { value: "failed", description: "It was tried for the last time." },
  } satisfies Record<string, { value: Delivery["state"]; description: string }>,
});

export const AlertDelivery = builder.objectRef<Delivery>("AlertDelivery").implement({
  description: "A message to a channel, and whether it arrived.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id, `ald_…`; the `webhook-id` of a signed webhook." }),
    event: t.expose("event", { type: AlertEventType, description: "What it tells." }),
    state: t.expose("state", { type: AlertDeliveryState, description: "Whether it arrived." }),
    title: t.string({ description: "Its first line.", resolve: ({ message }) => message.title }),
    attempts: t.exposeInt("attempts", { description: "Tries so far." }),
    lastAnswer: t.exposeString("lastAnswer", {
      nullable: true,
      description: "How the last try ended, as a code such as `http 500`; null before the first.",
    }),
    lastAt: t.expose("lastAt", { type: "DateTime", nullable: true, description: "When it was last tried." }),
    nextAt: t.expose("nextAt", {
      type: "DateTime",
      nullable: true,
      description: "When it is tried next; null where it is not.",
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was written." }),
  }),
});

const AlertQuietHours = builder
  .objectRef<{ from: string; to: string; zone: string }>("AlertQuietHours")
  .implement({
    description: "When a channel rests, by the clock of a zone.",
    authScopes: { signedIn: true },
    fields: (t) => ({
      from: t.exposeString("from", { description: "`22:00`." }),
      to: t.exposeString("to", { description: "`07:00`; it may be of the next day." }),
      zone: t.exposeString("zone", { description: "The IANA name of the zone." }),
    }),
  });

const AlertDigest = builder.objectRef<{ at: string; zone: string }>("AlertDigest").implement({
  description: "When a channel tells the last day in short, by the clock of a zone.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    at: t.exposeString("at", { description: "`08:00`." }),
    zone: t.exposeString("zone", { description: "The IANA name of the zone." }),
  }),
});

export const AlertChannel = builder.objectRef<ChannelRow>("AlertChannel").implement({
  description: "Where issues are told.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id, `alc_…`." }),
    kind: t.expose("kind", { type: AlertChannelKind, description: "How it is told." }),
    name: t.exposeString("name", { description: "What people call it." }),
    target: t.exposeString("target", {
      description:
        "Where it leads: addresses, `owners` for every owner's, a URL, or of Slack and Teams the host of theirs.",
    }),
    topics: t.field({
      type: [AlertTopic],
      description: "What it tells of.",
      resolve: ({ kinds }) => alertKinds.filter((each) => kinds.includes(each)),
    }),
    language: t.exposeString("language", { description: "`en` or `es`." }),
    isOn: t.exposeBoolean("isOn", { description: "False while it tells nothing." }),
    quiet: t.field({
      type: AlertQuietHours,
      nullable: true,
      description: "When it rests; null where it never does.",
      resolve: ({ quietFrom: from, quietTo: to, quietZone: zone }) =>
        from === null || to === null || zone === null ? null : { from, to, zone },
    }),
    tellsOrdersAtNight: t.exposeBoolean("tellsOrdersAtNight", {
      description: "Whether it tells of paid orders that no kitchen has while it rests, too.",
    }),
    delayMinutes: t.exposeInt("delayMin", {
      nullable: true,
      description: "It tells what has lasted for so many minutes and nobody has taken; null: at once.",
    }),
    digest: t.field({
      type: AlertDigest,
      nullable: true,
      description: "When it tells the last day in short; null where it never does.",
      resolve: ({ digestAt: at, digestZone: zone }) => (at === null || zone === null ? null : { at, zone }),
    }),
    brand: t.field({
      type: Brand,
      nullable: true,
      description: "The brand whose issues it tells; null for all.",
      resolve: ({ brandId }, _args, { loaders }) => (brandId === null ? null : loaders.brand.load(brandId)),
    }),
    store: t.field({
      type: Location,
      nullable: true,
      description: "The store whose issues it tells; null for all of the brand.",
      resolve: ({ locationId }, _args, { loaders }) =>
        locationId === null ? null : loaders.location.load(locationId),
    }),
    version: t.exposeInt("version", {
      description: "Grows with each change: what you give with a change, to be told of others'.",
    }),
  }),
});

builder.objectField(AlertDelivery, "channel", (t) =>
  t.field({
    type: AlertChannel,
    description: "The channel that it goes to, also where that is deleted.",
    resolve: ({ channelId }, _args, { loaders }) => loaders.alertChannel.load(channelId),
  }),
);

/** Where a channel stands, for a question of permission. */
export function placeOfChannel({ brandId, locationId }: ChannelRow): Place {
  return { brandId, locationId };
}

builder.queryFields((t) => ({
  alertChannels: t.field({
    type: [AlertChannel],
    description: "The channels that you may change, the oldest first.",
    authScopes: { signedIn: true },
    resolve: (_root, _args, { db, scopeFor }) => listChannels(db, { scope: scopeFor("alerts.edit") }),
  }),
  alertDeliveries: t.field({
    type: [AlertDelivery],
    description: "The last messages of the channels that you may change, the newest first.",
    authScopes: { signedIn: true },
    args: {
      channelId: t.arg.id({ description: "Of this channel only." }),
      first: t.arg.int({ description: "At most so many, 100 unless said otherwise, and never more." }),
    },
    resolve: (_root, { channelId, first }, { db, scopeFor }) =>
      listDeliveries(db, {
        scope: scopeFor("alerts.edit"),
        channelId: channelId ?? undefined,
        page: { limit: Math.min(100, Math.max(1, first ?? 100)) },
      }),
  }),
  sendsMail: t.boolean({
    description: "Whether this installation has a mail server, without which no e-mail is sent.",
    authScopes: { signedIn: true },
    resolve: (_root, _args, { mailer }) => mailer !== null,
  }),
}));
