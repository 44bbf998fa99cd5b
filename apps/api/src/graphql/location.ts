import { Brand, type BrandRow } from "./brand.ts";
import { builder } from "./builder.ts";
import { type MenuRow, MenuVersion } from "./menu.ts";
import { Node } from "./node.ts";

export interface LocationRow {
  id: string;
  brandId: string;
  code: string;
  name: string;
  address: string;
  timezone: string;
  currency: string;
  posKind: string;
  posSettings: unknown;
  menuPullError: string | null;
  pausedAt: Date | null;
}

interface PosShape {
  kind: string;
  url: string | null;
  store: string | null;
  adapterClass: string;
}

const PosSettings = builder.objectRef<PosShape>("PosSettings").implement({
  description: "How the store's POS is reached. Its key never leaves.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    kind: t.exposeString("kind", { description: "The adapter, for example `bridge`." }),
    url: t.exposeString("url", { nullable: true, description: "Where the POS listens." }),
    store: t.exposeString("store", { nullable: true, description: "What the POS calls this store." }),
    adapterClass: t.exposeString("adapterClass", {
      description: "`A` to `D` or `X`: what the POS can promise after doubt.",
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
    address: t.exposeString("address", { description: "Its address in one line." }),
    timezone: t.exposeString("timezone", { description: "IANA name, for example `America/Los_Angeles`." }),
    currency: t.exposeString("currency", { description: "ISO 4217, for example `USD`." }),
    brand: t.field({
      type: Brand,
      description: "The brand it belongs to.",
      resolve: (location): BrandRow => ({ id: location.brandId, code: "", name: "" }),
    }),
    pos: t.field({
      type: PosSettings,
      description: "How its POS is reached.",
      resolve: (location): PosShape => ({
        kind: location.posKind,
        url: null,
        store: null,
        adapterClass: "D",
      }),
    }),
    menu: t.field({
      type: MenuVersion,
      nullable: true,
      description: "The menu that PAR is served; null while none was pulled.",
      resolve: (): MenuRow | null => null,
    }),
    menuError: t.exposeString("menuPullError", {
      nullable: true,
      description: "Why the last pull of the menu failed; null when it did not.",
    }),
    pausedAt: t.expose("pausedAt", {
      type: "DateTime",
      nullable: true,
      description: "Since when it takes no orders; null while it does.",
    }),
    parLocationIds: t.stringList({
      description: "PAR's ids that are mapped to it now.",
      resolve: (): string[] => [],
    }),
  }),
});

builder.queryField("locations", (t) =>
  t.field({
    type: [Location],
    description: "The stores you may see, by code.",
    authScopes: { signedIn: true },
    resolve: () => [],
  }),
);

builder.queryField("location", (t) =>
  t.field({
    type: Location,
    nullable: true,
    description: "One store; null where it does not exist for you.",
    authScopes: { signedIn: true },
    args: { id: t.arg.id({ required: true, description: "Our id, `loc_…`." }) },
    resolve: (): LocationRow | null => null,
  }),
);
