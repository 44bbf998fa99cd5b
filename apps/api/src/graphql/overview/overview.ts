import { Operation } from "../exchanges/exchange.ts";
import { IssueType } from "../issues/issue.ts";
import { builder } from "../kernel/builder.ts";
import { Location } from "../stores/location.ts";
import {
  type FirstStepShape,
  type OperationStatsShape,
  type OverviewShape,
  readOverview,
  type StoreHealthShape,
} from "./overview-read.ts";

const OperationStats = builder.objectRef<OperationStatsShape>("OperationStats").implement({
  description: "One operation over the last hour.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    operation: t.expose("operation", { type: Operation, description: "The operation." }),
    lastHour: t.exposeInt("lastHour", { description: "Calls." }),
    refused: t.exposeInt("refused", { description: "Calls answered with an error." }),
    p50Ms: t.exposeFloat("p50Ms", {
      nullable: true,
      description: "Half of them were faster; null without calls.",
    }),
    p95Ms: t.exposeFloat("p95Ms", { nullable: true, description: "95 of 100 were faster." }),
    p99Ms: t.exposeFloat("p99Ms", { nullable: true, description: "99 of 100 were faster." }),
  }),
});

const StoreHealth = builder.objectRef<StoreHealthShape>("StoreHealth").implement({
  description: "One store over the last 24 hours.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    location: t.expose("location", { type: Location, description: "The store." }),
    lastOrderAt: t.expose("lastOrderAt", {
      type: "DateTime",
      nullable: true,
      description: "Its last order.",
    }),
    placed: t.exposeInt("placed", { description: "Orders that reached the kitchen." }),
    notPlaced: t.exposeInt("notPlaced", { description: "Orders that did not, or not yet." }),
    menuConfirmedAt: t.expose("menuConfirmedAt", {
      type: "DateTime",
      nullable: true,
      description: "When its POS last confirmed the menu.",
    }),
    menuError: t.exposeString("menuError", {
      nullable: true,
      description: "Why the last pull failed and what to do, in words.",
    }),
  }),
});

const FirstStep = builder.objectRef<FirstStepShape>("FirstStep").implement({
  description: "One step on the way to the first order.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    key: t.exposeString("key", { description: "Its stable name." }),
    label: t.exposeString("label", { description: "What to do." }),
    done: t.exposeBoolean("done", { description: "True once it is done." }),
    href: t.exposeString("href", { description: "Where to do it." }),
  }),
});

const Overview = builder.objectRef<OverviewShape>("Overview").implement({
  description: "Is anything wrong right now?",
  authScopes: { signedIn: true },
  fields: (t) => ({
    sentence: t.exposeString("sentence", {
      description:
        "How things stand, in one sentence: paid orders that no kitchen has and why, or that all is well.",
    }),
    issues: t.expose("issues", {
      type: [IssueType],
      description:
        "What needs somebody: it lasts, nobody has resolved it or put it to rest, and it is at no test store. The greatest harm first; twenty at most.",
    }),
    issueCount: t.exposeInt("issueCount", { description: "How many such issues there are." }),
    restingCount: t.exposeInt("restingCount", { description: "How many others rest until a time." }),
    testIssueCount: t.exposeInt("testIssueCount", {
      description:
        "How many others are at test stores, which count nowhere on this page; 0 where you have no other stores.",
    }),
    clockAheadMs: t.exposeFloat("clockAheadMs", {
      nullable: true,
      description:
        "How far the clock of the process that answers is ahead of the database's; null where it is right.",
    }),
    operations: t.expose("operations", {
      type: [OperationStats],
      description: "The last hour by operation.",
    }),
    placedToday: t.exposeInt("placedToday", {
      description: "Orders placed in the last 24 hours, those at test stores left out.",
    }),
    acceptedShare202: t.exposeFloat("acceptedShare202", {
      nullable: true,
      description: "Share of the last hour's submits that were answered 202; null without submits.",
    }),
    lastOrderAt: t.expose("lastOrderAt", {
      type: "DateTime",
      nullable: true,
      description: "The last order.",
    }),
    stores: t.expose("stores", { type: [StoreHealth], description: "Your stores." }),
    firstSteps: t.expose("firstSteps", { type: [FirstStep], description: "The way to the first order." }),
  }),
});

builder.queryField("overview", (t) =>
  t.field({
    type: Overview,
    description: "Is anything wrong right now?",
    authScopes: { signedIn: true },
    complexity: 400,
    resolve: (_root, _args, context) => readOverview(context),
  }),
);
