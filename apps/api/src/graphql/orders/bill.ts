import { type BillDriftGroup, type BillDriftRow, groupBillDrifts, listBillDrifts } from "@parley/db/orders";
import type { BillRow } from "../../orders/people/bill/compare.ts";
import { builder } from "../kernel/builder.ts";
import { badInput } from "../kernel/page.ts";
import { Location } from "../stores/location.ts";
import {
  type BillShape,
  billOf,
  type UsedMappingShape,
  type UsedVersionsShape,
  usedVersionsOf,
} from "./bill-read.ts";
import { Order } from "./order.ts";

/** The cost of reading a bill, compared with a column that is read anyway. */
const BILL = 20;
const DRIFTS_MAX = 100;

const KINDS: Record<BillRow["kind"], string> = {
  item: "An item, without what goes with it.",
  modifier: "What goes with the item above it.",
  subtotal: "Items with their modifiers, before discounts.",
  discount: "Discounts.",
  fee: "Fees.",
  tax: "Taxes on top of the prices.",
  tip: "The tip.",
  grand: "What the guest pays.",
};

const BillRowKind = builder.enumType("BillRowKind", {
  description: "What a row of a bill is about.",
  values: Object.fromEntries(
    Object.entries(KINDS).map(([value, description]) => [value.toUpperCase(), { value, description }]),
  ),
});

const BillRowRef = builder.objectRef<BillShape["rows"][number]>("BillRow").implement({
  description: "A row of an order's bill as PAR, Parley and the POS have it, in cents.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    kind: t.field({ type: BillRowKind, description: "What it is about.", resolve: (row) => row.kind }),
    name: t.exposeString("name", { nullable: true, description: "The item's or modifier's name." }),
    quantity: t.exposeInt("quantity", { nullable: true, description: "How many, for all parents." }),
    comment: t.exposeString("comment", { nullable: true, description: "The guest's words to the kitchen." }),
    parCents: t.exposeInt("par", { nullable: true, description: "PAR's; null where PAR does not say." }),
    oursCents: t.exposeInt("ours", { nullable: true, description: "Ours; null where it has no price." }),
    posCents: t.exposeInt("pos", { nullable: true, description: "The POS's; null where it does not say." }),
    parDiffers: t.boolean({
      description: "True where PAR's is another amount than ours.",
      resolve: ({ differs }) => differs.par,
    }),
    posDiffers: t.boolean({
      description: "True where the POS's is another amount than ours.",
      resolve: ({ differs }) => differs.pos,
    }),
    isFirstDifference: t.exposeBoolean("isFirstDifference", {
      description: "True for the row that the sentence is about.",
    }),
  }),
});

const Bill = builder.objectRef<BillShape>("Bill").implement({
  description: "What an order costs, by PAR, by our menu and by the POS.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    sentence: t.exposeString("sentence", { description: "Whether they agree, or where they first do not." }),
    differs: t.exposeBoolean("isOtherThanOurs", { description: "True where somebody has another amount." }),
    rows: t.expose("rows", { type: [BillRowRef], description: "Items and modifiers, then sums." }),
    hasPar: t.exposeBoolean("hasPar", { description: "False where PAR's call was not kept." }),
    noPosBill: t.exposeString("noPosBill", {
      nullable: true,
      description: "Why the POS's amounts are not there; null where they are.",
    }),
  }),
});

const UsedMapping = builder.objectRef<UsedMappingShape>("UsedMapping").implement({
  description: "The version of a mapping that led to an order's store.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", {
      nullable: true,
      description: "Our id of this version of the mapping, for `mappingHistory`; null where it is not kept.",
    }),
    parId: t.exposeString("parId", { description: "PAR's id." }),
    version: t.exposeInt("version", { description: "Counts the changes of this mapping." }),
    by: t.exposeString("by", { nullable: true, description: "Who mapped it so." }),
    at: t.expose("at", { type: "DateTime", nullable: true, description: "Since when." }),
  }),
});

const UsedVersions = builder.objectRef<UsedVersionsShape>("UsedVersions").implement({
  description: "By which menu and mappings an order was judged.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    menuVersion: t.exposeString("menuVersion", { description: "As PAR heard it." }),
    menuFetchedAt: t.expose("menuFetchedAt", { type: "DateTime", description: "When the POS gave it." }),
    menuId: t.exposeID("menuId", {
      nullable: true,
      description: "Our id of it, for `Location.menuVersion`; null where it is not kept.",
    }),
    menuNumber: t.exposeInt("menuNumber", {
      nullable: true,
      description: "Which of the store's menus it is, of those that are kept; null where it is not kept.",
    }),
    mappings: t.expose("mappings", { type: [UsedMapping], description: "Organization, then location." }),
  }),
});

builder.objectFields(Order, (t) => ({
  bill: t.field({
    type: Bill,
    description: "What it costs, three times.",
    complexity: BILL,
    resolve: (order, _args, context) => billOf(order, context),
  }),
  used: t.field({
    type: UsedVersions,
    nullable: true,
    description: "By which menu and mappings it was judged; null where that was not written down.",
    complexity: BILL,
    resolve: (order, _args, context) => usedVersionsOf(order, context),
  }),
}));

const BillDrift = builder.objectRef<BillDriftRow>("BillDrift").implement({
  description: "An order whose POS charges another amount than it was sent.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    orderId: t.exposeID("orderId", { description: "The order." }),
    at: t.expose("at", { type: "DateTime", description: "When the POS said so." }),
    kind: t.exposeString("kind", {
      description: "In what it first differs: `item`, `modifier`, `missing`, or a sum such as `tax`.",
    }),
    name: t.exposeString("name", { nullable: true, description: "The item or modifier; null for a sum." }),
    oursCents: t.exposeInt("oursCents", { description: "What it was sent." }),
    posCents: t.exposeInt("posCents", { description: "What it charges." }),
  }),
});

const BillDriftGroupType = builder.objectRef<BillDriftGroup>("BillDriftGroup").implement({
  description: "Orders of a store whose bills at the POS first differ in the same thing.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    kind: t.exposeString("kind", { description: "As of `BillDrift`." }),
    name: t.exposeString("name", { nullable: true, description: "The item or modifier; null for a sum." }),
    count: t.exposeInt("count", { description: "How many orders." }),
    differenceCents: t.exposeFloat("differenceCents", {
      description: "What all of them charge beyond what they were sent; below 0 where they charge less.",
    }),
    firstAt: t.expose("firstAt", { type: "DateTime", description: "The first of them in this time." }),
    lastAt: t.expose("lastAt", { type: "DateTime", description: "The newest." }),
    lastOrderId: t.exposeID("lastOrderId", { description: "The newest order." }),
    oursCents: t.exposeInt("oursCents", { description: "What the newest was sent." }),
    posCents: t.exposeInt("posCents", { description: "What the newest is charged." }),
  }),
});

const DAY_MS = 86_400_000;
const DRIFT_DAYS_MAX = 366;

builder.objectFields(Location, (t) => ({
  drift: t.field({
    type: [BillDrift],
    description: `Orders whose bill at the POS differed, newest first, ${DRIFTS_MAX} at most.`,
    complexity: BILL,
    resolve: ({ id: locationId }, _args, { db, scopeFor }) =>
      listBillDrifts(db, { scope: scopeFor("orders.read"), locationId, limit: DRIFTS_MAX }),
  }),
  driftGroups: t.field({
    type: [BillDriftGroupType],
    description: `In what the bills of the last days differ, the most frequent first, ${DRIFTS_MAX} at most.`,
    complexity: BILL,
    args: {
      days: t.arg.int({ defaultValue: 30, description: `So many days, ${DRIFT_DAYS_MAX} at most.` }),
    },
    resolve: ({ id: locationId }, { days }, { db, scopeFor, now }) => {
      const span = days ?? 30;
      if (span < 1 || span > DRIFT_DAYS_MAX) throw badInput(`days is a number from 1 to ${DRIFT_DAYS_MAX}.`);
      const from = new Date(now().getTime() - span * DAY_MS);
      return groupBillDrifts(db, { scope: scopeFor("orders.read"), locationId, from, limit: DRIFTS_MAX });
    },
  }),
}));
