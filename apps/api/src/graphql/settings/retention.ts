import { ledgerTime } from "@parley/db";
import {
  type BodyPartitionStatus,
  type KeptSize,
  listKeptSizes,
  listPartitionStatus,
  listRetentionPolicies,
  type RetentionPolicy as Policy,
} from "@parley/db/retention";
import { readRetention, type RetentionStatus as Status } from "../../retention/acts.ts";
import { RETENTION_DAYS } from "../../retention/limits.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";

/** How long what is recorded is kept, for owners. */

const RetentionKind = builder.enumType("RetentionKind", {
  description: "What is deleted by its age.",
  values: {
    BODIES: { value: "bodies", description: "Headers and bodies of calls." },
    EXCHANGES: { value: "exchanges", description: "Calls, with whatever is left of them." },
    GUESTS: { value: "guests", description: "Guests in orders, which stay without them." },
    REFUSED_GUESTS: {
      value: "refused_guests",
      description: "Guests in refused submits, which stay without them.",
    },
    POS_EVENTS: {
      value: "pos_events",
      description: "What POSs told by themselves, which goes with the calls of its brand.",
    },
  } as const,
});

const RetentionStatus = builder.objectRef<Status>("RetentionStatus").implement({
  description: "What of one kind is past its limit, and how far its deleting has come.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    kind: t.expose("kind", { type: RetentionKind, description: "What it is about." }),
    before: t.expose("before", {
      type: "DateTime",
      nullable: true,
      description: "What was recorded before goes; null where it is kept for ever.",
    }),
    past: t.int({ description: "How many would go in a run now.", resolve: ({ past }) => past.count }),
    isMore: t.boolean({
      description: "Whether they are more than were counted.",
      resolve: ({ past }) => past.isMore,
    }),
    held: t.int({
      description: "How many are past their limit and stay while an order or a case is open.",
      resolve: ({ past }) => past.held,
    }),
    oldestAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When the oldest that is past its limit was recorded.",
      resolve: ({ past }) => past.oldestAt,
    }),
    deleted: t.float({
      description: "How many ever went.",
      resolve: ({ progress }) => progress?.deleted ?? 0,
    }),
    beginsAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "Nothing goes before; null where no run has looked at this brand yet.",
      resolve: ({ progress }) => progress?.beginsAt ?? null,
    }),
    ranAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When a run last looked for some.",
      resolve: ({ progress }) => progress?.ranAt ?? null,
    }),
    finishedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When a run last left none past its limit.",
      resolve: ({ progress }) => progress?.finishedAt ?? null,
    }),
  }),
});

export const RetentionPolicy = builder.objectRef<Policy>("RetentionPolicy").implement({
  description: "How long what is recorded at one brand is kept.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "The brand's id, or `no_brand` for what belongs to none." }),
    code: t.string({
      nullable: true,
      description: "The brand's code; null for what belongs to none.",
      resolve: ({ brand }) => brand?.code ?? null,
    }),
    name: t.string({
      nullable: true,
      description: "The brand's name; null for what belongs to none.",
      resolve: ({ brand }) => brand?.name ?? null,
    }),
    bodiesDays: t.exposeInt("bodiesDays", { description: "Days after which headers and bodies go." }),
    exchangesDays: t.exposeInt("exchangesDays", { description: "Days after which calls go." }),
    guestsDays: t.exposeInt("guestsDays", {
      nullable: true,
      description: "Days after which guests go; null: never.",
    }),
    version: t.exposeInt("version", { description: "Counts changes; send it as `expectedVersion`." }),
    kinds: t.field({
      type: [RetentionStatus],
      description: "What is past its limit, kind by kind. Counted anew: ask it of one brand at a time.",
      resolve: (policy, _args, { db, ledgerNow }) =>
        readRetention({ db, ledgerNow: ledgerNow() }, { id: policy.id, limits: policy }),
    }),
  }),
});

const RetentionSize = builder.objectRef<KeptSize>("RetentionSize").implement({
  description: "How much one table of calls holds, by the statistics of the database.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    table: t.exposeString("table", { description: "Its name in the database." }),
    rows: t.exposeFloat("rows", { description: "About how many rows." }),
    bytes: t.exposeFloat("bytes", { description: "What it takes on the disk, its indexes included." }),
  }),
});

const RetentionWeek = builder.objectRef<BodyPartitionStatus>("RetentionWeek").implement({
  description:
    "A week of bodies, or several, that goes as a whole; and last what stands outside of every week.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    from: t.expose("from", {
      type: "DateTime",
      nullable: true,
      description: "When it begins; null of the first, which has all that was before.",
    }),
    until: t.expose("until", {
      type: "DateTime",
      nullable: true,
      description: "When it ends; null of what stands outside of every week.",
    }),
    rows: t.exposeFloat("rows", { description: "About how many bodies." }),
    bytes: t.exposeFloat("bytes", { description: "What it takes on the disk, its indexes included." }),
    goesAt: t.expose("goesAt", {
      type: "DateTime",
      nullable: true,
      description: "When all of it is past the longest limit; null of what goes one by one.",
    }),
    held: t.exposeInt("held", {
      description: "How many of its calls keep it although it is due, while an order or a case is open.",
    }),
    hasStrays: t.exposeBoolean("hasStrays", {
      description: "Whether bodies stand outside of every week: none was made in time, or a clock is wrong.",
    }),
  }),
});

export const RetentionLimitsInput = builder.inputType("RetentionLimitsInput", {
  description: "How long what is recorded at one brand is kept. Orders are kept for ever.",
  fields: (t) => ({
    id: t.id({ required: true, description: "The brand, or `no_brand` for what belongs to none." }),
    bodiesDays: t.int({
      required: true,
      description: `Days, ${RETENTION_DAYS.bodiesDays.min} to ${RETENTION_DAYS.bodiesDays.max}, after which headers and bodies go.`,
    }),
    exchangesDays: t.int({
      required: true,
      description: `Days, ${RETENTION_DAYS.exchangesDays.min} to ${RETENTION_DAYS.exchangesDays.max}, after which calls go; no fewer than of bodies.`,
    }),
    guestsDays: t.int({
      description: `Days, ${RETENTION_DAYS.guestsDays.min} to ${RETENTION_DAYS.guestsDays.max}, after which guests go; no fewer than of bodies. Left out: never.`,
    }),
  }),
});

export const isOwner = ({ scopeFor }: GraphqlContext) => scopeFor("operators.edit").all;

builder.queryFields((t) => ({
  retention: t.field({
    type: [RetentionPolicy],
    nullable: true,
    description:
      "How long what is recorded is kept: every brand, and last what belongs to none. Null for all but owners.",
    authScopes: { signedIn: true },
    resolve: (_root, _args, context) => (isOwner(context) ? listRetentionPolicies(context.db) : null),
  }),
  retentionOf: t.field({
    type: RetentionPolicy,
    nullable: true,
    description: "How long what is recorded at one brand is kept. Null for all but owners.",
    authScopes: { signedIn: true },
    args: {
      id: t.arg.id({ required: true, description: "The brand, or `no_brand` for what belongs to none." }),
    },
    resolve: async (_root, { id }, context) => {
      if (!isOwner(context)) return null;
      return (await listRetentionPolicies(context.db)).find((policy) => policy.id === id) ?? null;
    },
  }),
  retentionSizes: t.field({
    type: [RetentionSize],
    nullable: true,
    description: "How much the tables hold of which retention deletes. Null for all but owners.",
    authScopes: { signedIn: true },
    resolve: (_root, _args, context) => (isOwner(context) ? listKeptSizes(context.db) : null),
  }),
  retentionWeeks: t.field({
    type: [RetentionWeek],
    nullable: true,
    description:
      "The weeks in which bodies stand. Null while they stand in one table, and for all but owners.",
    authScopes: { signedIn: true },
    resolve: async (_root, _args, context) => {
      const { db, ledgerNow } = context;
      return isOwner(context) ? listPartitionStatus(db, { now: await ledgerTime(db, ledgerNow()) }) : null;
    },
  }),
  retentionImpact: t.field({
    type: [RetentionStatus],
    nullable: true,
    description:
      "What would be past these limits, if they were set. Nothing changes. Null for all but owners.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RetentionLimitsInput, required: true, description: "The limits." }) },
    resolve: async (_root, { input: { id, guestsDays, ...days } }, context) => {
      const { db, ledgerNow } = context;
      if (!isOwner(context)) return null;
      const limits = { ...days, guestsDays: guestsDays ?? null };
      return await readRetention({ db, ledgerNow: ledgerNow() }, { id, limits });
    },
  }),
}));
