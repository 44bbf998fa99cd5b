/** The kinds of things that a menu is made of. */
export const nodeKinds = [
  "product",
  "price_level",
  "modifier",
  "modifier_group",
  "category",
  "menu",
  "tax",
  "fee",
] as const;

export type NodeKind = (typeof nodeKinds)[number];

/** What a change is about, as people sort them. */
export const changeKinds = [
  "price",
  "added",
  "gone",
  "rule",
  "tax",
  "hours",
  "stock",
  "name",
  "detail",
] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** One difference between two menus. */
export interface MenuChange {
  kind: ChangeKind;
  node: NodeKind;
  /** The POS's id. */
  id: string;
  /** Of a price level: the POS's id of its product, without which its own says nothing. */
  productId: string | null;
  /** Its names; null on the side where it is not. */
  names: { before: string | null; after: string | null };
  /** What differs; null where it was added or is gone. */
  field: ChangedField | null;
  /** The price in cents on either side, and by how much of the one before it differs (0.1 is 10 % more). */
  price: { beforeCents: number | null; afterCents: number | null; ratio: number | null } | null;
  /** What was and what is: of a list only what it lost and what it gained, by name. */
  before: readonly string[];
  after: readonly string[];
}

/** The closed list of what can differ. */
export const changedFields = [
  "price",
  "min",
  "max",
  "free",
  "options",
  "groups",
  "most",
  "chosen",
  "taxes",
  "rate",
  "inclusive",
  "served",
  "order_types",
  "available",
  "name",
  "products",
  "categories",
  "description",
  "picture",
  "calories",
  "type",
  "plu",
  "place",
] as const;

export type ChangedField = (typeof changedFields)[number];

/** The kind that each is sorted under. */
export const KIND_OF: Readonly<Record<ChangedField, ChangeKind>> = {
  price: "price",
  min: "rule",
  max: "rule",
  free: "rule",
  options: "rule",
  groups: "rule",
  most: "rule",
  chosen: "rule",
  taxes: "tax",
  rate: "tax",
  inclusive: "tax",
  served: "hours",
  order_types: "hours",
  available: "stock",
  name: "name",
  products: "detail",
  categories: "detail",
  description: "detail",
  picture: "detail",
  calories: "detail",
  type: "detail",
  plu: "detail",
  place: "detail",
};

/** A thing of a menu as it is compared with itself in another. */
export interface MenuNode {
  kind: NodeKind;
  id: string;
  productId: string | null;
  name: string;
  /** Its name for whoever does not see what it belongs to. */
  label: string;
  /** Null where it has none, or the order brings it. */
  priceCents: number | null;
  /** What it says of itself, as text. */
  values: Partial<Record<ChangedField, string>>;
  /** What it names, by id, with names. */
  lists: Partial<Record<ChangedField, ReadonlyMap<string, string>>>;
}
