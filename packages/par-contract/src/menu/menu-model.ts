/** Contract 3.3; the location may come from the token instead. */
export interface MenuRequest {
  readonly organizationId: string | null;
  readonly locationId: string | null;
  readonly requestUid: string | null;
  readonly requestDatetime: string | null;
  readonly orderType: string | null;
  readonly ifVersion: string | null;
}

/** A menu as PAR gets it (contract 3.4): flat lists joined by ids, prices in hundredths. */
export interface ParMenu {
  readonly menus: readonly ParMenuEntry[];
  readonly categories: readonly ParCategory[];
  readonly products: readonly ParProduct[];
  readonly modifierGroups: readonly ParModifierGroup[];
  readonly modifiers: readonly ParMenuModifier[];
  readonly taxes: readonly ParMenuTax[];
}

export interface ParMenuEntry {
  readonly id: string;
  readonly name: string;
  readonly orderTypes: readonly string[];
  /** `days`: 1 = Monday to 7 = Sunday; `from` and `to`: `HH:MM`, local time. */
  readonly servingTimes: readonly {
    readonly days: readonly number[];
    readonly from: string;
    readonly to: string;
  }[];
  readonly categoryIds: readonly string[];
}

export interface ParCategory {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly sortOrder: number;
  readonly productIds: readonly string[];
}

export interface ParProduct {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly type: "item" | "combo";
  readonly priceCents: number;
  readonly isAvailable: boolean;
  readonly imageUrl: string | null;
  readonly calories: number | null;
  readonly priceLevels: readonly ParPriceLevel[];
  readonly modifierGroupIds: readonly string[];
  readonly taxIds: readonly string[];
  readonly plu: string | null;
}

export interface ParPriceLevel {
  readonly id: string;
  readonly name: string;
  readonly priceCents: number;
  readonly isAvailable: boolean;
}

export interface ParModifierGroup {
  readonly id: string;
  readonly name: string;
  readonly minSelected: number;
  readonly maxSelected: number;
  readonly freeQuantity: number;
  readonly modifierIds: readonly string[];
}

export interface ParMenuModifier {
  readonly id: string;
  readonly name: string;
  readonly priceCents: number;
  readonly isAvailable: boolean;
  readonly maxQuantity: number;
  readonly defaultQuantity: number;
  readonly modifierGroupIds: readonly string[];
  readonly taxIds: readonly string[];
}

export interface ParMenuTax {
  readonly id: string;
  readonly name: string;
  /** Percentage as exact decimal text, `8.75`. */
  readonly ratePercent: string;
  readonly inclusive: boolean;
}

/** Everything a menu answer says. `menu` null: unchanged since the version that was asked about. */
export interface MenuAnswer {
  readonly organizationId: string | null;
  readonly locationId: string;
  readonly requestUid: string | null;
  readonly requestDatetime: string | null;
  readonly menu: ParMenu | null;
  readonly menuVersion: string;
  readonly generatedAt: Date;
  readonly currency: string;
}
