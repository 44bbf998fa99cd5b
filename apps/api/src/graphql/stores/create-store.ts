import { scopeOf } from "@parley/db/operators";
import { type Brand as BrandRow, findBrand, findLocation } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";
import { createBrand } from "../../stores/provisioning/brand.ts";
import { type CreateStoreOutcome, createStore } from "../../stores/store-facts.ts";
import { Brand as BrandType } from "../brands/brand.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  Conflict,
  InvalidInput,
  NotAllowed,
  NotFound,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import { Operator } from "../operators/operator.ts";
import { StoreChange } from "./change-store.ts";

builder.objectField(BrandType, "canAddStore", (t) =>
  t.boolean({
    description: "Whether you may add a store to it.",
    resolve: ({ id: brandId }, _args, { may }) => may("stores.edit", { brandId, locationId: null }),
  }),
);

builder.objectField(Operator, "canAddBrand", (t) =>
  t.boolean({
    description: "True where they may add a brand: they may edit every store.",
    resolve: ({ grants }) => scopeOf(grants, "stores.edit").all,
  }),
);

const CreateBrandInput = builder.inputType("CreateBrandInput", {
  description: "A brand to add.",
  fields: (t) => ({
    code: t.string({
      required: true,
      description: `Our own short id for it, for example \`YC01\`, ${TEXT_MAX.code} characters at most; it stays.`,
    }),
    name: t.string({
      required: true,
      description: `The name guests know, 1 to ${TEXT_MAX.name} characters.`,
    }),
  }),
});

const CreateBrandResult = builder.unionType("CreateBrandResult", {
  description: "The added brand, or why none was added.",
  types: [BrandType, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("Brand"),
});

const CreateStoreInput = builder.inputType("CreateStoreInput", {
  description: "A store to add to a brand; its POS is set afterwards.",
  fields: (t) => ({
    brandId: t.id({ required: true, description: "The brand." }),
    code: t.string({
      required: true,
      description: `Our own short id for it, for example \`YC-LC-001\`, ${TEXT_MAX.code} characters at most; it stays.`,
    }),
    name: t.string({ required: true, description: `Its name, 1 to ${TEXT_MAX.name} characters.` }),
    timezone: t.string({ required: true, description: "Its IANA zone, such as `America/Los_Angeles`." }),
    currency: t.string({
      description: "What it counts in, by ISO 4217; `USD` unless said otherwise; it stays.",
    }),
    address: t.string({
      description: `Its address in one line, ${TEXT_MAX.addressLine} characters at most.`,
    }),
    phone: t.string({
      description: `Its telephone, for support to call, ${TEXT_MAX.phone} characters at most.`,
    }),
  }),
});

const CreateStoreResult = builder.unionType("CreateStoreResult", {
  description: "The added store, or why none was added.",
  types: [StoreChange, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("StoreChange"),
});

builder.mutationFields((t) => ({
  createBrand: t.field({
    type: CreateBrandResult,
    description: "Adds a brand. For owners.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: CreateBrandInput, required: true, description: "The brand." }) },
    resolve: (_root, { input }, context) => addBrand(context, input),
  }),
  createStore: t.field({
    type: CreateStoreResult,
    description: "Adds a store to a brand. For owners and brand admins.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: CreateStoreInput, required: true, description: "The store." }) },
    resolve: (_root, { input }, context) => addStore(context, input),
  }),
}));

async function addBrand(
  context: GraphqlContext,
  { code, name }: typeof CreateBrandInput.$inferInput,
): Promise<BrandRow | Refusal> {
  const { db, now, scopeFor, words } = context;
  const say = words("stores");
  if (!scopeFor("stores.edit").all) return refuse("NOT_ALLOWED", say("edit.refused.brandNotAllowed"));
  const outcome = await createBrand({ db, now: now() }, { code, name, by: actorOf(context), words });
  switch (outcome.kind) {
    case "created":
      return outcome.brand;
    case "invalid":
      return refuse("INVALID", outcome.message, outcome.field);
    case "code_taken":
      return refuse("CONFLICT", say("edit.refused.brandTaken", { code }));
  }
}

async function addStore(
  context: GraphqlContext,
  { brandId, code, currency, name, timezone, address, phone }: typeof CreateStoreInput.$inferInput,
): Promise<Extract<CreateStoreOutcome, { kind: "created" }> | Refusal> {
  const { db, may, now, scopeFor, words } = context;
  const say = words("stores");
  const brand = await findBrand(db, { scope: scopeFor("stores.read"), idOrCode: brandId });
  if (brand === null) return refuse("NOT_FOUND", say("edit.refused.noBrand"));
  if (!may("stores.edit", { brandId: brand.id, locationId: null })) {
    return refuse("NOT_ALLOWED", say("edit.refused.addNotAllowed"));
  }
  const given = { name, timezone, address: address ?? undefined, phone: phone ?? undefined };
  const asked = { brandId: brand.id, code, currency: currency ?? "USD", given, by: actorOf(context), words };
  const outcome = await createStore({ db, now: now() }, asked);
  switch (outcome.kind) {
    case "created":
      return outcome;
    case "invalid":
      return refuse("INVALID", outcome.message, outcome.field);
    case "code_taken": {
      // Codes are one for all brands, and what another has is not told: such a one can only not be used.
      const mine = await findLocation(db, { scope: scopeFor("stores.read"), idOrCode: code });
      return mine === null
        ? refuse("INVALID", say("edit.refused.codeUnusable", { brand: brand.code }), "code")
        : refuse("CONFLICT", say("edit.refused.codeTaken", { code }));
    }
  }
}
