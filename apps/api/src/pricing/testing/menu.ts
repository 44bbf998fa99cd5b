import { choiceOf, feeOf, groupOf, lineOf, menuOf, modifierOf, productOf, taxOf } from "./orders.ts";

/** A menu with one of everything that pricing knows, the items of the contract's worked exchange among them. */
export const menu = menuOf({
  products: [
    productOf({ id: "taco-trio", priceCents: 950, modifierGroupIds: ["extras"], taxIds: ["sales"] }),
    productOf({ id: "agua-fresca", priceCents: 250, taxIds: ["sales"] }),
    productOf({ id: "pie", priceCents: 333, taxIds: ["sales"] }),
    productOf({ id: "book", priceCents: 1_000 }),
    productOf({ id: "wine", priceCents: 1_190, taxIds: ["vat"] }),
    productOf({ id: "gone", priceCents: 100, isAvailable: false }),
    productOf({
      id: "burrito",
      priceCents: 900,
      taxIds: ["sales"],
      priceLevels: [
        { id: "small", name: "Small", priceCents: 900, isAvailable: true },
        { id: "large", name: "Large", priceCents: 1_100, isAvailable: true },
        { id: "giant", name: "Giant", priceCents: 1_500, isAvailable: false },
      ],
    }),
    productOf({ id: "bowl", priceCents: 800, modifierGroupIds: ["protein", "toppings"], taxIds: ["sales"] }),
  ],
  modifierGroups: [
    groupOf({ id: "extras", maxSelected: 3, modifierIds: ["guac", "salsa", "truffle"] }),
    groupOf({ id: "protein", minSelected: 1, maxSelected: 1, modifierIds: ["chicken", "beef"] }),
    groupOf({ id: "toppings", maxSelected: 6, freeQuantity: 2, modifierIds: ["corn", "cheese", "beef"] }),
    groupOf({ id: "heat", maxSelected: 2, modifierIds: ["mild", "hot"] }),
  ],
  modifiers: [
    modifierOf({ id: "guac", priceCents: 125 }),
    modifierOf({ id: "salsa", priceCents: 50, maxQuantity: 2 }),
    modifierOf({ id: "truffle", priceCents: 900, isAvailable: false }),
    modifierOf({ id: "chicken", priceCents: 0, modifierGroupIds: ["heat"] }),
    modifierOf({ id: "beef", priceCents: 150, modifierGroupIds: ["heat"] }),
    modifierOf({ id: "corn", priceCents: 40 }),
    modifierOf({ id: "cheese", priceCents: 75, taxIds: ["vat"] }),
    modifierOf({ id: "mild", priceCents: 10 }),
    modifierOf({ id: "hot", priceCents: 25 }),
    modifierOf({ id: "loner", priceCents: 1 }),
  ],
  taxes: [taxOf("sales", "8.75"), taxOf("vat", "19", true)],
  fees: [feeOf("bag", 10), feeOf("delivery-fee", null, ["sales"])],
});

export const workedItems = [
  lineOf({
    itemId: "taco-trio",
    quantity: 2,
    unitPriceCents: 950,
    modifiers: [choiceOf("guac", { modifierGroupId: "extras", unitPriceCents: 125 })],
  }),
  lineOf({ lineId: "2", itemId: "agua-fresca", unitPriceCents: 250 }),
];
/** The worked exchange of contract.md 3.6. */
export const worked = {
  items: workedItems,
  subtotalCents: 2_400,
  taxTotalCents: 210,
  tipTotalCents: 300,
  grandTotalCents: 2_910,
};
