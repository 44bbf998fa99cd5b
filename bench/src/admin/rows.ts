import { cursorOf } from "@parley/db";
import { auditActions } from "@parley/db/audit";
import {
  exchangeKinds,
  exchangeShows,
  exchangeSpans,
  issueStates,
  orderAges,
  orderShows,
  orderSinces,
  parOperations,
  posOperations,
  submitCauses,
  viewLists,
} from "@parley/limits";
import { type Picked, TERMS } from "../search/terms.ts";
import { pageOf } from "./documents.ts";

/** An operation of the admin with what a page would ask for; the variables of one round after the other. */
export interface Row {
  operation: string;
  words: string;
  variables: (round: number) => object;
}

/** What of the seeded rows, and of the few real ones, is asked for by its id. */
export interface Known {
  /** Orders that went through the API, with payload and calls, and seeded ones. */
  order: string;
  thinOrders: readonly string[];
  refused: string;
  call: string;
  otherCall: string;
  issue: string;
  brand: string;
  store: string;
  /** A store with a menu and a POS. */
  menuStore: string;
  /** A version of its menu. */
  menu: string;
  connection: string;
  mapping: string;
  /** A file of a hundred thousand mappings that waits. */
  import: string;
  person: string;
  shareToken: string;
  picked: readonly Picked[];
  /** The middle of the year that is seeded. */
  midYear: Date;
}

/** Every operation with what is asked for: each list by each of its filters, each search by each kind of term. */
export async function rowsOf(known: Known): Promise<Row[]> {
  return [
    ...frame(known),
    ...(await submits(known)),
    ...(await calls(known)),
    ...details(known),
    ...(await people(known)),
  ];
}

/** The queries that no row asks. */
export function unasked(queries: ReadonlyMap<string, string>, rows: readonly Row[]): string[] {
  return [...queries.keys()].filter((name) => !rows.some(({ operation }) => operation === name));
}

function frame({ brand, connection, store, import: waiting, midYear }: Known): Row[] {
  const ranges = ["HOUR", "DAY", "MONTH"];
  const places = [
    { words: "all", place: {} },
    { words: "a brand", place: { brandId: brand } },
    { words: "a store", place: { locationId: store } },
  ];
  return [
    row("RolesWith", "–", { permission: "AUDIT_READ" }),
    row("Setup", "–"),
    row("Shell", "–"),
    row("Overview", "–"),
    row("Directory", "for the palette"),
    row("Connection", "–", { id: connection }),
    row("Connections", "–"),
    row("Menus", "–"),
    row("Stores", "–"),
    row("Alerts", "–"),
    row("Environment", "–"),
    row("Redaction", "–"),
    row("Retention", "–"),
    row("RetentionOf", "–", { id: brand }),
    row("RetentionImpact", "limits of today", { input: { id: brand, bodiesDays: 90, exchangesDays: 397 } }),
    row("SignInPolicy", "–"),
    row("Mappings", "–"),
    row("MappingsAsOf", "in the middle of the year", { asOf: midYear.toISOString() }),
    row("MappingImports", "–"),
    row("ExportedMappings", "a thousand rows, for a file", { kind: "LOCATION" }),
    row("ImportPlan", "100,000 rows", { id: waiting, limit: 50 }),
    ...ranges.flatMap((range) =>
      places.map(({ words, place }) => row("Stats", `${range.toLowerCase()}, ${words}`, { range, ...place })),
    ),
  ];
}

async function submits(known: Known): Promise<Row[]> {
  const { brand, store, issue, picked, midYear } = known;
  const page = await pageOf("orders/(list)/order-search.ts", {
    address: "orderAddress",
    variables: "submitVariables",
  });
  const list = (words: string, params: Record<string, string>) =>
    row("Submits", words, page.variables(params));
  const after = cursorOf(midYear, "ord_");
  const half = { from: "2026-05-01T00:00", to: "2026-05-02T00:00" };
  const validates = await pageOf("orders/(list)/order-search.ts", {
    address: "orderAddress",
    variables: "validateVariables",
  });
  const places = { "by brand": { brand }, "by store": { store } };
  return [
    list("no filter", {}),
    list("a page in the middle of the year", { after }),
    list("oldest first", { sort: "oldest" }),
    list("of an issue", { issue }),
    row("ExportedSubmits", "a hundred rows, for a file", page.variables({})),
    ...orderShows.flatMap((show) => [
      list(`tab ${show}`, { show }),
      list(`tab ${show}, by store`, { show, store }),
    ]),
    ...submitCauses.map((cause) => list(`cause ${cause}`, { cause })),
    list("cause sold_out, by store", { cause: "sold_out", store }),
    ...Object.entries(places).map(([words, place]) => list(words, place)),
    list("by store, oldest first", { store, sort: "oldest" }),
    ...orderSinces.map((since) => list(`since ${since}`, { since })),
    ...orderAges.map((minAge) => list(`older than ${minAge} minutes`, { minAge })),
    ...orderAges.map((minAge) =>
      list(`older than ${minAge} minutes, tab pending`, { minAge, show: "pending" }),
    ),
    list("a day of May", half),
    list("a day of May, by store", { ...half, store }),
    list("a day of May, tab rejected", { ...half, show: "rejected" }),
    list("from 29.10 to 29.20", { min: "29.10", max: "29.20" }),
    list("from 11.00 to 11.99, as $11 leads to", { min: "11.00", max: "11.99" }),
    list("at least 200.00: none", { min: "200" }),
    list("from 29.10 to 29.20, by store", { min: "29.10", max: "29.20", store }),
    list("with unauthenticated ones", { unauthenticated: "1" }),
    row("Bulk", "no filter", page.variables({})),
    row("Bulk", "tab errored", page.variables({ show: "errored" })),
    row("Validates", "no filter", validates.variables({})),
    row("Validates", "a page in the middle of the year", validates.variables({ after })),
    ...Object.entries(places).map(([words, place]) => row("Validates", words, validates.variables(place))),
    row("Validates", "a day of May", validates.variables(half)),
    ...Object.entries(TERMS).flatMap(([kind, termOf]) => {
      const q = (round: number) => termOf(picked[round % picked.length] ?? never());
      return [
        rowBy("Submits", `search: ${kind}`, (round) => page.variables({ q: q(round) })),
        rowBy("PaletteSearch", kind, (round) => ({ search: q(round) })),
      ];
    }),
    rowBy("Submits", "search: whole name, by store", (round) =>
      page.variables({ q: picked[round % picked.length]?.name ?? never(), store }),
    ),
    rowBy("Bulk", "search: last name", (round) =>
      page.variables({ q: picked[round % picked.length]?.name.split(" ")[1] ?? never() }),
    ),
  ];
}

async function calls({ connection, store, issue, picked, midYear }: Known): Promise<Row[]> {
  const page = await pageOf("exchanges/(list)/exchange-search.ts", {
    address: "exchangeAddress",
    variables: "exchangeVariables",
  });
  const list = (words: string, params: Record<string, string>) =>
    row("Exchanges", words, page.variables(params));
  return [
    list("no filter", {}),
    list("a page in the middle of the year", { after: cursorOf(midYear, "exc_") }),
    ...exchangeKinds.map((kind) => list(`kind ${kind}`, { kind })),
    ...[...parOperations, ...posOperations].map((operation) => list(`operation ${operation}`, { operation })),
    ...exchangeShows.flatMap((show) => [
      list(`outcome ${show}`, { show }),
      list(`outcome ${show}, by store`, { show, store }),
    ]),
    list("by connection", { connection }),
    list("of an issue", { issue }),
    list("by store", { store }),
    ...exchangeSpans.map((since) => list(`since a ${since}`, { since })),
    list("a day of May", { from: "2026-05-01T00:00:00Z", until: "2026-05-02T00:00:00Z" }),
    rowBy("Exchanges", "by PAR's request uid", (round) =>
      page.variables({ q: picked[round % picked.length]?.uid ?? never() }),
    ),
    rowBy("Exchanges", "by online order id", (round) =>
      page.variables({ q: `S${picked[round % picked.length]?.n ?? never()}` }),
    ),
    list("by an id that nothing has", { q: "nothing-has-this" }),
  ];
}

function details(known: Known): Row[] {
  const { order, thinOrders, refused, call, otherCall, store, menuStore, menu, mapping, shareToken } = known;
  const thin = (round: number) => ({ id: thinOrders[round % thinOrders.length] ?? never() });
  return [
    row("Trace", "an order with all its rows", { id: order }),
    rowBy("Trace", "seeded orders", thin),
    row("TraceForEngineers", "an order with all its rows", { id: order }),
    rowBy("TraceForEngineers", "seeded orders", thin),
    row("Assignable", "an order", { id: order }),
    row("Assignable", "a refused call", { id: refused }),
    row("RecheckSubmit", "a refused submit", { id: refused }),
    row("Exchange", "a submit with its bytes", { id: call }),
    row("Exchange", "a refused submit", { id: refused }),
    row("Compare", "two submits", { a: call, b: otherCall }),
    row("Store", "a store with a menu", { id: menuStore }),
    row("Store", "a seeded store", { id: store }),
    ...[7, 30, 90].map((days) => row("StoreBills", `${days} days`, { id: store, days })),
    row("Menu", "of a store", { id: menuStore }),
    row("HoldableMenus", "every store"),
    row("MenuRollouts", "every brand"),
    row("MenuRollout", "of none", { id: "rol_none" }),
    row("SameItems", "an item of a menu in the brand's stores", {
      ...{ id: menuStore, kind: "PRODUCT", itemId: "none" },
    }),
    row("FireDrills", "of a store", { id: menuStore }),
    row("FireDrillFindings", "of a store", { id: menuStore, run: "drl_none" }),
    row("MenuVersions", "of a store", { id: menuStore }),
    row("DiffSides", "of a store", { id: menuStore, other: menuStore }),
    row("MenuDiff", "a menu beside itself, with the orders of a week", {
      input: { from: { locationId: menuStore }, to: { locationId: menuStore, menuId: menu } },
    }),
    row("Shop", "of a store", { id: menuStore }),
    row("CheckBasket", "an item that no menu has", {
      input: { locationId: menuStore, orderType: "takeout", lines: [{ itemId: "none", quantity: 1 }] },
    }),
    row("KeptMenu", "of a store", { id: menuStore, version: menu }),
    row("AvailabilityHistory", "of a store", { id: menuStore }),
    row("Simulator", "–"),
    row("TestStore", "a store with a menu", { id: menuStore }),
    row("RandomTestOrder", "a store with a menu", { id: menuStore }),
    row("TestTrace", "a submit with its bytes", { id: call }),
    row("MappingHistory", "of a mapping", { id: mapping }),
    row("RecheckQueued", "an id that waits", { ids: ["unm_none"] }),
    row("MappingImpact", "of a mapping", { ids: [mapping] }),
    row("SharedOrder", "opening a link", { token: shareToken }),
    row("Invitation", "a link that opens nothing", { token: "none" }),
  ];
}

async function people({ order, issue, brand, store, person, midYear }: Known): Promise<Row[]> {
  const issues = await pageOf("issues/(list)/issue-search.ts", {
    address: "issueAddress",
    variables: "issueVariables",
  });
  const entries = (words: string, filter: object, after: string | null = null) =>
    row("Audit", words, { after, filter });
  return [
    row("Issues", "those that last", issues.variables({})),
    ...issueStates.map((state) => row("Issues", state, issues.variables({ state }))),
    row("Issues", "over, by cause", issues.variables({ state: "over", cause: "pos_refused" })),
    row("Issues", "over, by brand", issues.variables({ state: "over", brand })),
    row("Issues", "over, by store", issues.variables({ state: "over", store })),
    row(
      "Issues",
      "over, a page in the middle of the year",
      issues.variables({ state: "over", after: cursorOf(midYear, "iss_") }),
    ),
    row("Issue", "with its orders and calls", { id: issue }),
    row("IssueTitle", "of an issue", { id: issue }),
    row("IssueNews", "those that are open"),
    row("Administered", "–"),
    row("People", "–"),
    row("ApiKeys", "–"),
    row("Me", "–"),
    row("Person", "with what was done about them", { id: person, subject: person }),
    row("AuditFrame", "–"),
    row("AuditActions", "–"),
    row("AuditCheck", "the whole chain"),
    entries("no filter", {}),
    entries("changes only", { withoutReads: true }),
    entries("a page in the middle of the year", {}, cursorOf(midYear, "aud_")),
    entries("of an order", { subject: order }),
    entries("of a person", { actor: person }),
    ...auditActions.slice(0, 3).map((action) => entries(action, { actions: [action.toUpperCase()] })),
    entries("of a brand", { brandId: brand }),
    entries("a day of May", { from: "2026-05-01T00:00:00Z", until: "2026-05-02T00:00:00Z" }),
    ...viewLists.map((list) => row("SavedViews", list, { list: list.toUpperCase() })),
  ];
}

function row(operation: string, words: string, variables: object = {}): Row {
  return { operation, words, variables: () => variables };
}

function rowBy(operation: string, words: string, variables: Row["variables"]): Row {
  return { operation, words, variables };
}

function never(): never {
  throw new Error("Nothing was picked");
}
