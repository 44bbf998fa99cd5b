/** All money in cents. Flat lists joined by ids, so that modifiers can nest to any depth. */
export interface Menu {
  /** ISO 4217. */
  currency: string;
  menus: MenuSection[];
  categories: MenuCategory[];
  products: MenuProduct[];
  modifierGroups: MenuModifierGroup[];
  modifiers: MenuModifier[];
  taxes: MenuTax[];
  fees: MenuFee[];
}

export interface MenuSection {
  id: string;
  name: string;
  orderTypes: string[];
  /** Empty: always. `days` 1 = Monday … 7 = Sunday; times `HH:MM` in the store's zone. */
  servingTimes: { days: number[]; from: string; to: string }[];
  categoryIds: string[];
}

export interface MenuCategory {
  id: string;
  name: string;
  description: string | null;
  sortOrder: number;
  productIds: string[];
}

export interface MenuProduct {
  id: string;
  name: string;
  description: string | null;
  type: "item" | "combo";
  /** The price if no price level is named. */
  priceCents: number;
  isAvailable: boolean;
  imageUrl: string | null;
  calories: number | null;
  priceLevels: { id: string; name: string; priceCents: number; isAvailable: boolean }[];
  modifierGroupIds: string[];
  taxIds: string[];
  plu: string | null;
}

export interface MenuModifierGroup {
  id: string;
  name: string;
  minSelected: number;
  maxSelected: number;
  /** This many first units of the group cost nothing. */
  freeQuantity: number;
  modifierIds: string[];
}

export interface MenuModifier {
  id: string;
  name: string;
  priceCents: number;
  isAvailable: boolean;
  maxQuantity: number;
  defaultQuantity: number;
  /** Groups under this modifier. Groups and modifiers form no cycle. */
  modifierGroupIds: string[];
  taxIds: string[];
}

export interface MenuTax {
  id: string;
  name: string;
  /** Exact decimal text in percent, such as `8.75`. */
  ratePercent: string;
  inclusive: boolean;
}

export interface MenuFee {
  id: string;
  name: string;
  /** null: the amount comes with the order. */
  amountCents: number | null;
  taxIds: string[];
}
