import { findLocation } from "@parley/db/stores";
import { refusalWords } from "../../explain/refusal-words.ts";
import type { BasketAnswer as Answer } from "../../test-calls/basket.ts";
import { CHOICES_MAX, LINES_MAX } from "../../test-calls/basket-lines.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { InvalidInput, NotFound, type Refusal, refuse, resultType } from "../kernel/error.ts";

// Whether PAR may order what a guest put into a basket.

const BasketStatus = builder.enumType("BasketStatus", {
  description: "What PAR's validate of a basket would be answered.",
  values: {
    VALIDATED: { value: "validated", description: "It would be taken." },
    REJECTED: { value: "rejected", description: "It would be refused." },
    ERRORED: { value: "errored", description: "It could not be judged." },
    REFUSED: { value: "refused", description: "It is no order by the contract." },
  } satisfies Record<string, { value: Answer["status"]; description: string }>,
});

const BasketIssue = builder.objectRef<Answer["issues"][number]>("BasketIssue").implement({
  description: "A reason why a basket would be refused.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    code: t.exposeString("code", { description: "Its code." }),
    message: t.string({
      description: "The reason that PAR would be told, in the reader's language.",
      resolve: ({ message }, _args, { words }) => refusalWords(message, words),
    }),
    line: t.exposeInt("line", {
      nullable: true,
      description: "The place of the line in the basket, from 0; null where it is about the whole.",
    }),
  }),
});

const BasketTotals = builder.objectRef<NonNullable<Answer["totals"]>>("BasketTotals").implement({
  description: "What a basket comes to, in the store's cents.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    subtotalCents: t.exposeInt("subtotalCents", { description: "The items with their choices." }),
    taxTotalCents: t.exposeInt("taxTotalCents", { description: "Tax on top of the prices." }),
    grandTotalCents: t.exposeInt("grandTotalCents", { description: "What the guest pays, without a tip." }),
  }),
});

const BasketAnswer = builder.objectRef<Answer>("BasketAnswer").implement({
  description: "What PAR would be told of a basket.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    status: t.expose("status", { type: BasketStatus, description: "What it means." }),
    issues: t.field({ type: [BasketIssue], description: "Why.", resolve: ({ issues }) => [...issues] }),
    totals: t.expose("totals", {
      type: BasketTotals,
      nullable: true,
      description: "What it comes to; null where that could not be counted.",
    }),
    requestBody: t.exposeString("requestBody", { description: "The order as PAR would send it." }),
    responseBody: t.exposeString("responseBody", { description: "The answer as PAR would get it." }),
  }),
});

const BasketChoiceInput = builder.inputType("BasketChoiceInput", {
  description: "One thing that was chosen with an item.",
  fields: (t) => ({
    groupId: t.string({ required: true, description: "The POS's id of the modifier group." }),
    modifierId: t.string({ required: true, description: "The POS's id of the modifier." }),
    quantity: t.int({ required: true, description: "How many, for one of what it is chosen with." }),
    under: t.int({
      description:
        "The place in this list, from 0, of the earlier choice that it belongs to; the item itself if left out.",
    }),
  }),
});

const BasketLineInput = builder.inputType("BasketLineInput", {
  description: "A line of a basket.",
  fields: (t) => ({
    itemId: t.string({ required: true, description: "The POS's id, as the menu has it." }),
    priceLevelId: t.string({ description: "The size, where it has some." }),
    quantity: t.int({ required: true, description: "How many." }),
    choices: t.field({ type: [BasketChoiceInput], description: `With what; ${CHOICES_MAX} at most.` }),
  }),
});

const CheckBasketInput = builder.inputType("CheckBasketInput", {
  description: "What a guest would order of a store, how and when.",
  fields: (t) => ({
    locationId: t.id({ required: true, description: "The store." }),
    lines: t.field({ type: [BasketLineInput], required: true, description: `1 to ${LINES_MAX} lines.` }),
    orderType: t.string({ required: true, description: "A word of the contract, such as `takeout`." }),
    localTime: t.string({
      description: "When, on the store's clock, as `2026-11-01T08:30`; as soon as possible if left out.",
    }),
  }),
});

const CheckBasketResult = builder.unionType("CheckBasketResult", {
  description: "The answer that PAR would get, or why there is none.",
  types: [BasketAnswer, NotFound, InvalidInput],
  resolveType: resultType("BasketAnswer"),
});

builder.queryField("checkBasket", (t) =>
  t.field({
    type: CheckBasketResult,
    description:
      "Judges a basket as PAR's validate of it would be judged at this moment, under the store's own mapping. Nothing is sent or kept. For whoever may read the store's menu.",
    authScopes: { signedIn: true },
    complexity: 20,
    args: { input: t.arg({ type: CheckBasketInput, required: true, description: "The basket." }) },
    resolve: (_root, { input }, context) => check(context, input),
  }),
);

async function check(
  { db, scopeFor, baskets, words }: GraphqlContext,
  { locationId, lines, orderType, localTime }: typeof CheckBasketInput.$inferInput,
): Promise<Answer | Refusal> {
  const say = words("shop");
  const location = await findLocation(db, { scope: scopeFor("stores.read"), idOrCode: locationId });
  if (location === null) return refuse("NOT_FOUND", words("takeoff")("refused.noStore"));
  const outcome = await baskets.check({
    location,
    say,
    basket: {
      orderType,
      localTime: localTime ?? null,
      lines: lines.map(({ itemId, priceLevelId, quantity, choices }) => ({
        itemId,
        priceLevelId: priceLevelId ?? null,
        quantity,
        choices: (choices ?? []).map((choice) => ({ ...choice, under: choice.under ?? null })),
      })),
    },
  });
  switch (outcome.kind) {
    case "answered":
      return outcome;
    case "invalid":
      return refuse("INVALID", outcome.message, outcome.field);
    case "not_mapped":
      return refuse("INVALID", say("refused.notMapped"), "locationId");
    case "no_menu":
      return refuse("INVALID", say("refused.noMenu"), "locationId");
  }
}
