import { bridgeMenu } from "@parley/bridge-contract";
import { LIST_MAX, NUMBER_MAX, TEXT_MAX } from "@parley/limits";
import { parseMenuAnswer, renderMenuAnswer } from "@parley/par-contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBridgeMenu } from "../pos/bridge/menu.ts";
import type { Menu } from "../pos/menu.ts";
import { groupOf, menuOf, modifierOf, productOf as plainProductOf } from "../pricing/testing/orders.ts";
import { findingWords } from "./finding.ts";
import { fitMenu } from "./fit.ts";
import { toParMenu } from "./par-menu.ts";

/** A product with a price, about which there is no doubt. */
const productOf = (product: Parameters<typeof plainProductOf>[0]) =>
  plainProductOf({ priceCents: 100, ...product });

/** Texts at and over every bound, blank ones, and what only machines write. */
const text = fc.oneof(
  fc.constantFrom("", " ", "\u00a0", "\ud83c\udf2e", "\ud83c", "a\nb", "x".repeat(TEXT_MAX.menuName)),
  fc.constantFrom(
    "x".repeat(TEXT_MAX.menuName + 1),
    "\ud83c\udf2e".repeat(TEXT_MAX.menuName),
    "x".repeat(3_000),
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const cents = fc.constantFrom(0, 1, 950, 999_999_999);
const count = fc.constantFrom(0, 1, 2, 9_999);
const flag = fc.boolean();
const someOf = (ids: readonly string[]) => fc.subarray([...ids]);
const IDS = ["a", "B.1", "c:3", "d~4"] as const;
const each = <Node>(node: (id: string) => fc.Arbitrary<Node>) => fc.tuple(...IDS.map(node));

/** Menus that a POS may send by the bridge's schema, at the ends of what it allows. */
const menus = fc.record({
  store: fc.constant("S-1"),
  version: fc.constant("1"),
  currency: fc.constant("USD"),
  menus: each((id) =>
    fc.record({
      id: fc.constant(id),
      name: text,
      order_types: fc.array(fc.constantFrom("takeout", "delivery"), { maxLength: LIST_MAX.orderTypes }),
      serving_times: fc.array(
        fc.record({
          days: fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 7 }),
          from: fc.constantFrom("00:00", "23:59"),
          to: fc.constantFrom("00:00", "24:00"),
        }),
        { maxLength: 3 },
      ),
      category_ids: someOf(IDS),
    }),
  ),
  categories: each((id) =>
    fc.record({
      id: fc.constant(id),
      name: text,
      description: fc.option(text),
      sort_order: fc.constantFrom(-1, 0, 7, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
      product_ids: someOf(IDS),
    }),
  ),
  products: each((id) =>
    fc.record({
      id: fc.constant(id),
      name: text,
      description: fc.option(text),
      type: fc.constantFrom("item", "combo"),
      price_cents: cents,
      is_available: flag,
      image_url: fc.option(fc.constantFrom("", "https://img.example/a.png")),
      calories: fc.option(fc.constantFrom(0, 640, NUMBER_MAX.count, Number.MAX_SAFE_INTEGER)),
      price_levels: fc
        .subarray([...IDS])
        .chain((ids) =>
          fc.tuple(
            ...ids.map((level) =>
              fc.record({ id: fc.constant(level), name: text, price_cents: cents, is_available: flag }),
            ),
          ),
        ),
      modifier_group_ids: someOf(IDS),
      tax_ids: someOf(IDS),
      plu: fc.option(fc.constantFrom("", "p".repeat(TEXT_MAX.id))),
    }),
  ),
  modifier_groups: each((id) =>
    fc.record({
      id: fc.constant(id),
      name: text,
      min_selected: fc.constantFrom(0, 1),
      max_selected: fc.constantFrom(1, 9_999),
      free_quantity: count,
      modifier_ids: someOf(IDS),
    }),
  ),
  modifiers: each((id) =>
    fc.record({
      id: fc.constant(id),
      name: text,
      price_cents: cents,
      is_available: flag,
      max_quantity: fc.constantFrom(1, 9_999),
      default_quantity: count,
      modifier_group_ids: fc.constant([]),
      tax_ids: someOf(IDS),
    }),
  ),
  taxes: each((id) =>
    fc.record({
      id: fc.constant(id),
      name: text,
      rate_percent: fc.constantFrom("0", "8.875", "100", "999.999999"),
      inclusive: flag,
    }),
  ),
  fees: each((id) =>
    fc.record({ id: fc.constant(id), name: text, amount_cents: fc.option(cents), tax_ids: someOf(IDS) }),
  ),
});

function asPar(menu: Menu) {
  return renderMenuAnswer({
    organizationId: "IA-1",
    locationId: "PAR-1",
    requestUid: null,
    menu: toParMenu(menu),
    menuVersion: "v1",
    generatedAt: new Date(0),
    currency: menu.currency,
  });
}

describe("fitMenu", () => {
  it("G: makes of whatever a POS may say a menu that our own strict reader takes", () => {
    fc.assert(
      fc.property(menus, (said) => {
        const { menu } = fitMenu(readBridgeMenu(bridgeMenu.parse(said)));
        const { answer, drift } = parseMenuAnswer(JSON.parse(asPar(menu)));
        expect(drift.unknown).toEqual([]);
        expect(answer.menu?.products.map(({ id }) => id)).toEqual([...IDS]);
        expect(answer.menu?.categories).toHaveLength(IDS.length);
      }),
      { numRuns: 300 },
    );
  });

  it("G: cuts a name of 300 characters, fills a blank one with the id, and finds both", () => {
    const long = productOf({ id: "long", name: "n".repeat(300) });
    const blank = productOf({ id: "blank", name: " \u00a0" });
    const { menu, findings } = fitMenu(menuOf({ products: [long, blank] }));
    expect(menu.products.map(({ name }) => name)).toEqual([`${"n".repeat(199)}\u2026`, "blank"]);
    expect(findings.map(({ code, kind, id }) => [code, kind, id])).toEqual([
      ["name_cut", "product", "long"],
      ["name_blank", "product", "blank"],
    ]);
    expect(findings.map((one) => findingWords(one))[0]).toBe(
      "Its name has 300 characters; PAR gets 200 of them.",
    );
  });

  it("G: keeps the sequence of categories whose places PAR cannot take", () => {
    const category = (id: string, sortOrder: number) => ({
      id,
      name: id,
      description: null,
      sortOrder,
      productIds: [],
    });
    const categories = [category("b", 5), category("a", -3), category("c", 2 ** 40), category("b2", 5)];
    const { menu, findings } = fitMenu(menuOf({ categories }));
    expect(menu.categories.map(({ id, sortOrder }) => [id, sortOrder])).toEqual([
      ["b", 1],
      ["a", 0],
      ["c", 2],
      ["b2", 1],
    ]);
    expect(findings).toHaveLength(1);
  });

  it.each([
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//img.example/a.png",
    "https://user:secret@img.example/a.png",
    "a.png",
    "",
    "https:img.example/a.png",
    "https:\\\\img.example\\a.png",
    " https://img.example/a.png",
    "https://img.example/a b.png",
    "https://img.example/a\u202egnp.exe",
    "https://",
    `https://img.example/${"a".repeat(TEXT_MAX.url)}`,
  ])("S16: passes on no picture at %j, and finds it", (imageUrl) => {
    const { menu, findings } = fitMenu(menuOf({ products: [productOf({ id: "taco", imageUrl })] }));
    expect(menu.products[0]?.imageUrl).toBeNull();
    expect(findings.map(({ code }) => code)).toEqual(["image_left_out"]);
  });

  it("S16: passes on a picture of the web as it stands", () => {
    const imageUrl = "https://img.example/a%20b.png?x=1#y";
    const { menu, findings } = fitMenu(menuOf({ products: [productOf({ id: "taco", imageUrl })] }));
    expect([menu.products[0]?.imageUrl, findings]).toEqual([imageUrl, []]);
  });

  it("changes nothing where nothing must be changed", () => {
    const plain = menuOf({ products: [productOf({ id: "taco", name: "Taco" })] });
    expect(fitMenu(plain)).toEqual({ menu: plain, findings: [] });
  });
});

describe("what cannot be seen", () => {
  const harmful = [
    ..."\u0000\u0007\u001b\u007f\u0085\u009f",
    ..."\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ..."\u200b\u2060\u2063\ufeff\u00ad\u2028\u{e0041}",
  ];
  const soiled = fc
    .array(fc.oneof(fc.constantFrom(...harmful, "\u200c", "\u200d"), fc.string({ unit: "grapheme" })))
    .map((parts) => parts.join(""));

  it("S16: reaches no name and no description, whatever a POS writes, and nothing else is lost", () => {
    fc.assert(
      fc.property(soiled, soiled, (name, description) => {
        const level = { id: "l", name, priceCents: 1, isAvailable: true };
        const { menu } = fitMenu(
          menuOf({
            products: [productOf({ id: "taco", name, description, plu: name, priceLevels: [level] })],
            modifiers: [modifierOf({ id: "guac", name })],
            modifierGroups: [groupOf({ id: "size", name })],
          }),
        );
        const par = asPar(menu);
        for (const character of harmful) expect(JSON.parse(par)).not.toSatisfy(says(character));
        expect(fitMenu(menu).menu).toEqual(menu);
      }),
      { numRuns: 300 },
    );
  });

  const says =
    (character: string) =>
    (value: unknown): boolean =>
      typeof value === "string"
        ? value.includes(character)
        : typeof value === "object" && value !== null && Object.values(value).some(says(character));

  it.each([
    ["\u202eTaco\u202c", "Taco"],
    ["Ta\u200bco\ufeff", "Taco"],
    ["Taco\r\nTrio", "Taco Trio"],
    ["Ta\u200dco", "Taco"],
    ["\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"],
    ["\u0d28\u0d4d\u200d", "\u0d28\u0d4d\u200d"],
    ["Family \u{1f468}\u200d\u{1f469}\u200d\u{1f467}", "Family \u{1f468}\u200d\u{1f469}\u200d\u{1f467}"],
    ["\u2764\ufe0f\u200d\u{1f525} hot", "\u2764\ufe0f\u200d\u{1f525} hot"],
    [
      "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} Haggis",
      "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} Haggis",
    ],
    ["Caf\u00e9 \u5bff\u53f8", "Caf\u00e9 \u5bff\u53f8"],
    ["\u200b\u202e", "taco"],
    ["\u2800\u3164", "taco"],
  ])("S16: makes of the name %j the name %j", (said, name) => {
    const { menu, findings } = fitMenu(menuOf({ products: [productOf({ id: "taco", name: said })] }));
    expect(menu.products[0]?.name).toBe(name);
    expect(findings.some(({ id }) => id === "taco")).toBe(said !== name);
  });
});

describe("H: what nobody could ever order", () => {
  const found = (menu: Menu) =>
    fitMenu(menu).findings.map((one) => `${one.kind} ${one.id}: ${findingWords(one)}`);
  const burrito = productOf({ id: "burrito", modifierGroupIds: ["size"] });
  const regular = modifierOf({ id: "regular", maxQuantity: 2 });
  const end = "so what requires it cannot be ordered.";

  it.each([
    ["no options", { minSelected: 1, modifierIds: [] }, `It asks for a choice and has no options, ${end}`],
    ["too few", { minSelected: 3, maxSelected: 3 }, `It asks for 3 and its options allow 2, ${end}`],
    ["as many as it needs", { minSelected: 2 }, null],
    ["none that is required", { minSelected: 0, modifierIds: [] }, null],
  ])("is a finding of the group: %s", (_case, group, message) => {
    const menu = menuOf({
      products: [burrito],
      modifierGroups: [groupOf({ id: "size", modifierIds: ["regular"], ...group })],
      modifiers: [regular],
    });
    expect(found(menu)).toEqual(message === null ? [] : [`modifier_group size: ${message}`]);
  });

  it("is found below: a choice that requires a choice which nobody can make", () => {
    const menu = menuOf({
      products: [burrito],
      modifierGroups: [
        groupOf({ id: "size", minSelected: 1, modifierIds: ["regular"] }),
        groupOf({ id: "cup", minSelected: 1 }),
      ],
      modifiers: [{ ...regular, modifierGroupIds: ["cup"] }],
    });
    expect(found(menu)).toEqual([
      `modifier_group size: It asks for 1 and too few of its options can be chosen at all, ${end}`,
      `modifier_group cup: It asks for a choice and has no options, ${end}`,
    ]);
  });

  it("is a product on no menu, and nothing that only is sold out now", () => {
    const off = menuOf({
      products: [
        productOf({
          ...burrito,
          isAvailable: false,
          priceLevels: [{ id: "l", name: "L", priceCents: 1, isAvailable: false }],
        }),
      ],
      modifierGroups: [groupOf({ id: "size", minSelected: 1, modifierIds: ["regular"] })],
      modifiers: [{ ...regular, isAvailable: false }],
    });
    expect(found(off)).toEqual([]);
    expect(found({ ...off, menus: off.menus.map((menu) => ({ ...menu, categoryIds: [] })) })).toEqual([
      "product burrito: Nobody can order it: no menu of the store offers it.",
    ]);
  });
});
