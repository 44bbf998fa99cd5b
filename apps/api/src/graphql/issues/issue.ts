import { listExchanges } from "@parley/db/exchanges";
import { listOrders } from "@parley/db/orders";
import { aboutIssue } from "../../cases/subject.ts";
import type { IssueView, IssueState as State } from "../../issues/current.ts";
import type { OrderSum } from "../../issues/live.ts";
import { type IssueStep, nextStepOf } from "../../issues/next-step.ts";
import { callFilterOf, orderFilterOf } from "../../issues/of-issue.ts";
import { createIssueTeller, subjectName } from "../../issues/tell.ts";
import { Case } from "../cases/case.ts";
import { Connection } from "../connections/connection.ts";
import { Exchange } from "../exchanges/exchange.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { pageArgs, pageComplexity, readPage } from "../kernel/page.ts";
import { CauseClass } from "../orders/cause-class.ts";
import { Order } from "../orders/order.ts";
import { Location } from "../stores/location.ts";

export const IssueState = builder.enumType("IssueState", {
  description: "Where an issue stands.",
  values: {
    OPEN: { value: "open", description: "It lasts, and nobody has taken it." },
    ACKNOWLEDGED: { value: "acknowledged", description: "It lasts, and somebody looks after it." },
    SNOOZED: { value: "snoozed", description: "It lasts, and rests until a time." },
    OVER: { value: "over", description: "Its cause is over by itself." },
    RESOLVED: {
      value: "resolved",
      description: "Somebody said that it is done, and it has not failed since.",
    },
  } satisfies Record<string, { value: State; description: string }>,
});

const MoneySum = builder.objectRef<OrderSum>("OrderSum").implement({
  description: "Orders of one currency.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    currency: t.exposeString("currency", { description: "ISO 4217." }),
    count: t.exposeInt("count", { description: "How many." }),
    // A sum passes the 32 bits of an Int, soonest in a currency of small units.
    totalCents: t.exposeFloat("totalCents", { description: "What they are worth, in cents." }),
    oldestAt: t.expose("oldestAt", { type: "DateTime", description: "When PAR sent the first of them." }),
  }),
});

export const IssueStepType = builder.objectRef<IssueStep>("IssueStep").implement({
  description: "Where an issue is mended, or looked at.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    label: t.exposeString("label", { description: "What is done there." }),
    href: t.exposeString("href", { description: "The page of the admin." }),
  }),
});

const IssueOrdersConnection = builder.connectionObject(
  {
    type: Order,
    name: "IssueOrdersConnection",
    description: "A page of orders under an issue.",
    authScopes: { signedIn: true },
  },
  {
    name: "IssueOrdersConnectionEdge",
    description: "One order of the page.",
    authScopes: { signedIn: true },
  },
);

const IssueCallsConnection = builder.connectionObject(
  {
    type: Exchange,
    name: "IssueCallsConnection",
    description: "A page of calls under an issue.",
    authScopes: { signedIn: true },
  },
  { name: "IssueCallsConnectionEdge", description: "One call of the page.", authScopes: { signedIn: true } },
);

export const IssueType = builder.objectRef<IssueView>("Issue").implement({
  description:
    "Failures of one cause at one subject: a store, a connection, a network of unauthenticated callers, or Parley itself. Orders that wait for the same cause, and its failed calls, are effects under it.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Its key: the same failures always have the same." }),
    cause: t.expose("cause", { type: CauseClass, description: "What has to be mended." }),
    lastCause: t.expose("lastCause", { type: CauseClass, description: "How the newest failure looked." }),
    state: t.expose("state", { type: IssueState, description: "Where it stands." }),
    title: t.string({ description: "What is wrong, in one sentence.", resolve: titleOf }),
    location: t.field({
      type: Location,
      nullable: true,
      description: "The store; null where it is not a store's.",
      resolve: ({ locationId }, _args, { loaders }) =>
        locationId === null ? null : loaders.location.load(locationId),
    }),
    connection: t.field({
      type: Connection,
      nullable: true,
      description: "The connection; null where it is not a connection's.",
      resolve: ({ connectionId }, _args, { loaders }) =>
        connectionId === null ? null : loaders.connection.load(connectionId),
    }),
    network: t.string({
      nullable: true,
      description: "Of unauthenticated callers, the network: /24 or /48, or `others`.",
      resolve: ({ subjectKind, subjectId }) => (subjectKind === "address" ? subjectId : null),
    }),
    since: t.expose("sinceAt", { type: "DateTime", description: "The first failure of this spell." }),
    firstSeenAt: t.expose("firstSeenAt", { type: "DateTime", description: "The first failure ever." }),
    lastSeenAt: t.expose("lastSeenAt", {
      type: "DateTime",
      description: "The newest failure that was counted.",
    }),
    overAt: t.expose("overAt", {
      type: "DateTime",
      nullable: true,
      description: "When its cause was over; null while it lasts.",
    }),
    spells: t.exposeInt("spells", { description: "How often it began, this time included." }),
    effectCount: t.exposeFloat("effects", {
      description: "Failed calls and events of this spell, as counted so far.",
    }),
    waiting: t.field({
      type: [MoneySum],
      description: "Orders that wait for it or are contradicted by it right now, by currency.",
      resolve: ({ waiting }) => [...waiting],
    }),
    metOrders: t.exposeFloat("metOrders", {
      description: "Orders of this spell that met it, settled or not.",
    }),
    menuSince: t.field({
      type: "DateTime",
      nullable: true,
      description: "Since when the store's menu is old by it; null where it is not, or was never there.",
      resolve: ({ menu }) => menu?.confirmedAt ?? null,
    }),
    nextStep: t.field({
      type: IssueStepType,
      nullable: true,
      description: "Where it is mended.",
      resolve: (issue, _args, { words }) => nextStepOf(issue, words("issues")).mend,
    }),
    callsStep: t.field({
      type: IssueStepType,
      nullable: true,
      description: "Where its calls are; null where no call shows it.",
      resolve: (issue, _args, { words }) => nextStepOf(issue, words("issues")).calls,
    }),
    case: t.field({
      type: Case,
      description: "What people do about it: give it to somebody, let it rest, resolve it.",
      resolve: (issue) => ({ ...aboutIssue(issue), row: issue.case }),
    }),
    orders: t.field({
      type: IssueOrdersConnection,
      description:
        "Orders under it, newest first: those that wait, and those of this spell that ended by it.",
      complexity: pageComplexity,
      args: pageArgs(t),
      resolve: (issue, args, context) => ordersOf(issue, args, context),
    }),
    calls: t.field({
      type: IssueCallsConnection,
      description: "Its failed calls of this spell, newest first.",
      complexity: pageComplexity,
      args: pageArgs(t),
      resolve: (issue, args, context) => callsOf(issue, args, context),
    }),
  }),
});

/** The issue's sentence, in the language of whoever asks. */
export async function titleOf(issue: IssueView, _args: unknown, context: GraphqlContext): Promise<string> {
  const { words, language, now } = context;
  return createIssueTeller(words("issues"), language).title(issue, await subjectOf(issue, context), now());
}

async function subjectOf(issue: IssueView, { loaders, words }: GraphqlContext): Promise<string> {
  const { locationId, connectionId, brandId, subjectKind } = issue;
  const [location, connection, brand] = await Promise.all([
    locationId === null ? null : loaders.location.load(locationId),
    connectionId === null ? null : loaders.connection.load(connectionId),
    subjectKind !== "rollout" || brandId === null ? null : loaders.brand.load(brandId),
  ]);
  const names = {
    location: location?.name ?? null,
    connection: connection?.name ?? null,
    brand: brand?.name ?? null,
  };
  return subjectName(issue, names, words("issues"));
}

type PageArgs = { first?: number | null | undefined; after?: string | null | undefined };

function ordersOf(issue: IssueView, args: PageArgs, { db, scopeFor }: GraphqlContext) {
  const filter = orderFilterOf(issue);
  return readPage(
    args,
    (order: { receivedAt: Date; id: string }) => order.receivedAt,
    async (page) =>
      filter === null ? [] : await listOrders(db, { scope: scopeFor("orders.read"), filter, page }),
  );
}

async function callsOf(issue: IssueView, args: PageArgs, { db, scopeFor }: GraphqlContext) {
  const filter = await callFilterOf(db, issue);
  return await readPage(
    args,
    (call: { at: Date; id: string }) => call.at,
    async (page) =>
      filter === null ? [] : await listExchanges(db, { scope: scopeFor("orders.read"), filter, page }),
  );
}
