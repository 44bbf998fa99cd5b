import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { bytes, ident, instant } from "./columns.ts";
import { oneOf } from "./vocabulary.ts";

/** What alerts are about, as people choose among them. A word is never taken out. */
export const alertKinds = [
  "not_placed",
  "needs_person",
  "pos",
  "mapping",
  "menu",
  "signature",
  "calls",
  "gateway",
] as const;
export type AlertKind = (typeof alertKinds)[number];

export const channelKinds = ["email", "slack", "teams", "webhook"] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** What is told of an issue: that it began, became far greater, is over; or the day in short; or that somebody tries a channel. */
export const alertEvents = ["opened", "grown", "ended", "digest", "test"] as const;
export type AlertEvent = (typeof alertEvents)[number];
/** Those of one issue. */
export type IssueEvent = Exclude<AlertEvent, "digest" | "test">;

export const deliveryStates = ["waiting", "delivered", "failed"] as const;

/**
 * Where alerts go. Written by operators and the CLI; read with each look for alerts; a few dozen rows. What was deleted
 * stays for its log, and can be put back.
 */
export const alertChannels = pgTable(
  "alert_channels",
  {
    id: ident("id").primaryKey(),
    kind: text("kind", { enum: channelKinds }).notNull(),
    name: text("name").notNull(),
    /** As it is shown: addresses, or `owners`; the URL of a webhook; of Slack and Teams, whose URL is a secret, its host. */
    target: text("target").notNull(),
    /** What signs the messages of a webhook; the URL of Slack and Teams. Sealed; null for e-mail. */
    sealed: bytes("sealed"),
    /** Both null: for every brand. */
    brandId: ident("brand_id"),
    locationId: ident("location_id").$type<LocationId>(),
    /** About what; a kind that this version does not know is kept. */
    kinds: jsonb("kinds").$type<readonly string[]>().notNull(),
    /** In what language. */
    language: text("language").notNull(),
    isOn: boolean("is_on").notNull().default(true),
    /** When it rests, by the clock of a zone: `22:00`, `07:00`. All null: never. */
    quietFrom: text("quiet_from"),
    quietTo: text("quiet_to"),
    quietZone: text("quiet_zone"),
    /** Whether paid orders that no kitchen has are told while it rests, too. */
    tellsOrdersAtNight: boolean("tells_orders_at_night").notNull().default(true),
    /** A step of a ladder: it tells what has lasted for so many minutes and nobody has taken. Null: at once. */
    delayMin: integer("delay_min"),
    /** When it tells the day in short, by the clock of a zone: `08:00`. Both null: never. */
    digestAt: text("digest_at"),
    digestZone: text("digest_zone"),
    /** When it told it last, or the time was set: what is due since then is due. */
    digestToldAt: instant("digest_told_at"),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    deletedAt: instant("deleted_at"),
  },
  (t) => [
    check("alert_channels_kind", sql.raw(oneOf("kind", channelKinds))),
    check("alert_channels_sealed", sql`(${t.kind} = 'email') = (${t.sealed} is null)`),
    check("alert_channels_quiet", sql`num_nulls(${t.quietFrom}, ${t.quietTo}, ${t.quietZone}) in (0, 3)`),
    check("alert_channels_digest", sql`num_nulls(${t.digestAt}, ${t.digestZone}) in (0, 2)`),
  ],
);

/**
 * An issue as it was told: one row from when it began until it was over for a while, however often it began anew in
 * between. Written by the look for alerts, one process at a time; three months of those that are over are kept.
 */
export const alerts = pgTable(
  "alerts",
  {
    id: ident("id").primaryKey(),
    issueId: ident("issue_id").notNull(),
    brandId: ident("brand_id"),
    locationId: ident("location_id").$type<LocationId>(),
    openedAt: instant("opened_at").notNull(),
    /** How many had failed or waited when it was told. */
    openedSize: bigint("opened_size", { mode: "number" }).notNull(),
    /** When it was told that it became far greater: once, at most. */
    grownAt: instant("grown_at"),
    /** Since when its cause is seen to be over; null while it lasts. */
    overSince: instant("over_since"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    // listOpenAlerts; one alert of an issue at a time
    uniqueIndex("alerts_open").on(t.issueId).where(sql`${t.endedAt} is null`),
    // pruneAlerts
    index("alerts_ended").on(t.endedAt).where(sql`${t.endedAt} is not null`),
  ],
);

/** What goes out, in the words of its channel's language: nothing of a guest. */
export interface AlertMessage {
  title: string;
  /** Of a message about several issues: the greatest of them, one a line. */
  lines?: readonly string[];
  /** What can be done, and the page of the admin where; null where there is only the issue. */
  step: { label: string; url: string } | null;
  /** The issue's page, or that of all issues. */
  url: string;
  issueId: string | null;
  cause: string | null;
  brandId: string | null;
  locationId: string | null;
  since: string | null;
  failures: number;
  ordersWaiting: number;
}

/**
 * A message for one channel, and what became of it. Written with what is told, and by whoever delivers it; read by
 * operators; a few per issue and channel, pruned after three months.
 */
export const alertDeliveries = pgTable(
  "alert_deliveries",
  {
    id: ident("id").primaryKey(),
    /** Null for a day in short, and for the message of somebody who tries the channel. */
    alertId: ident("alert_id").references(() => alerts.id),
    channelId: ident("channel_id")
      .notNull()
      .references(() => alertChannels.id),
    event: text("event", { enum: alertEvents }).notNull(),
    /**
     * The message that told this issue together with others. That message has its own id here; the rows of the others
     * are never sent, and are no messages. Null: it tells of one issue.
     */
    groupedIn: ident("grouped_in"),
    message: jsonb("message").$type<AlertMessage>().notNull(),
    state: text("state", { enum: deliveryStates }).notNull().default("waiting"),
    /** Tries so far, since it was first sent or last replayed. */
    attempts: integer("attempts").notNull().default(0),
    /** How the last try ended, as a code: `http 500`, `connection_refused`. */
    lastAnswer: text("last_answer"),
    lastAt: instant("last_at"),
    nextAt: instant("next_at"),
    deliveredAt: instant("delivered_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    check("alert_deliveries_event", sql.raw(oneOf("event", alertEvents))),
    check("alert_deliveries_state", sql.raw(oneOf("state", deliveryStates))),
    // One message of each event per alert and channel, however many look
    uniqueIndex("alert_deliveries_once").on(t.alertId, t.channelId, t.event),
    // listDeliveries
    index("alert_deliveries_channel").on(t.channelId, t.createdAt, t.id),
    // pruneAlerts, listRecentTold
    index("alert_deliveries_created").on(t.createdAt),
    // listTold: the others of a group
    index("alert_deliveries_grouped").on(t.groupedIn).where(sql`${t.groupedIn} is not null`),
  ],
);
