import { findLocation, type Location as LocationRow, listLocations } from "@parley/db/stores";
import { pullFailureText } from "../../menus/pull-failure.ts";
import { describeLocationPos, type LocationPos } from "../../stores/location-pos.ts";
import { Brand } from "../brands/brand.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { Node } from "../kernel/node.ts";
import { MenuVersion, type StoreMenu } from "../menus/menu.ts";

export const PosSettings = builder.objectRef<LocationPos>("PosSettings").implement({
  description: "How the store's POS is reached. Its key never leaves.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    kind: t.exposeString("kind", { description: "The adapter, for example `bridge`." }),
    url: t.exposeString("url", { nullable: true, description: "Where the POS listens." }),
    store: t.exposeString("store", { nullable: true, description: "What the POS calls this store." }),
    adapterClass: t.exposeString("adapterClass", {
      description: "`A` to `D`: what the POS can promise after doubt; `D` where nobody has said.",
    }),
    environment: t.exposeString("environment", {
      nullable: true,
      description:
        "Of Square: `production`, `sandbox`, or `stand_in` for a program on our machine that plays it in tests; null for others.",
    }),
    canVoid: t.exposeBoolean("canVoid", {
      description: "Whether the POS takes an order back by our reference, and says whether it did.",
    }),
    quietPeriodSeconds: t.exposeFloat("quietPeriodS", {
      nullable: true,
      description: "How long a late order may still arrive; null where its settings cannot be read.",
    }),
    prepMinutes: t.int({
      nullable: true,
      description:
        "Of Square: how long the kitchen needs for an order that is wanted at once; null if not said.",
      resolve: ({ showing }) => showing?.prepMinutes ?? null,
    }),
    deliveryAs: t.string({
      nullable: true,
      description: "Of Square: as what it shows a delivery, `pickup` or `delivery`; null for others.",
      resolve: ({ showing }) => showing?.deliveryAs ?? null,
    }),
    dineInAs: t.string({
      nullable: true,
      description:
        "Of Square: as what it shows an order that is eaten there, `pickup` or `in_store`; null for others.",
      resolve: ({ showing }) => showing?.dineInAs ?? null,
    }),
    slots: t.int({
      description: "Orders that are sent to it at once.",
      resolve: ({ policy }) => policy.slots,
    }),
    whenUnreachable: t.string({
      description: "What becomes of an order that cannot be sent: `hold` or `error`.",
      resolve: ({ policy }) => policy.whenUnreachable,
    }),
  }),
});

export const Location = builder.objectRef<LocationRow>("Location").implement({
  description: "A store.",
  interfaces: [Node],
  authScopes: { signedIn: true },
  fields: (t) => ({
    code: t.exposeString("code", { description: "Our own short id, for example `YC-LC-001`." }),
    name: t.exposeString("name", { description: "The name of the store." }),
    address: t.string({
      description: "Its address in one line; empty where nobody gave one.",
      resolve: (location) => location.address ?? "",
    }),
    phone: t.exposeString("phone", {
      nullable: true,
      description: "The store's telephone; null where nobody gave one.",
    }),
    timezone: t.exposeString("timezone", { description: "IANA name, for example `America/Los_Angeles`." }),
    currency: t.exposeString("currency", { description: "ISO 4217, for example `USD`." }),
    brand: t.field({
      type: Brand,
      description: "The brand it belongs to.",
      resolve: (location, _args, { loaders }) => loaders.brand.load(location.brandId),
    }),
    pos: t.field({
      type: PosSettings,
      description: "How its POS is reached.",
      resolve: (location) => describeLocationPos(location),
    }),
    menu: t.field({
      type: MenuVersion,
      nullable: true,
      description: "The menu that PAR is served; null while none was pulled.",
      resolve: menuOf,
    }),
    menuError: t.string({
      nullable: true,
      description: "Why the last pull of the menu failed and what to do, in words; null when it did not.",
      resolve: ({ menuPullError }, _args, { words }) =>
        menuPullError === null ? null : pullFailureText(menuPullError, words),
    }),
    menuErrorCode: t.exposeString("menuPullError", {
      nullable: true,
      description: "The same as a stable code, followed by a colon and detail if there is any.",
    }),
    parLocationIds: t.stringList({
      description: "PAR's ids that are mapped to it now.",
      resolve: async (location, _args, { loaders }) =>
        (await loaders.mappings("location"))
          .filter((mapping) => mapping.targetId === location.id)
          .map((mapping) => mapping.parId),
    }),
  }),
});

builder.queryField("locations", (t) =>
  t.field({
    type: [Location],
    description: "The stores you may see, by code.",
    authScopes: { signedIn: true },
    resolve: (_root, _args, { db, scopeFor }) => listLocations(db, { scope: scopeFor("stores.read") }),
  }),
);

builder.queryField("location", (t) =>
  t.field({
    type: Location,
    nullable: true,
    description: "One store; null where it does not exist for you.",
    authScopes: { signedIn: true },
    args: { id: t.arg.id({ required: true, description: "Our id, `loc_…`." }) },
    resolve: (_root, args, { db, scopeFor }) =>
      findLocation(db, { scope: scopeFor("stores.read"), idOrCode: args.id }),
  }),
);

async function menuOf(
  location: LocationRow,
  _args: object,
  { loaders }: GraphqlContext,
): Promise<StoreMenu | null> {
  const head = await loaders.menuHead.load(location.id);
  if (head === null) return null;
  const current = await loaders.currentMenu.load(location.id);
  return current === null ? null : { head, current, location };
}
