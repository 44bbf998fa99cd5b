import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { isRouterState } from "./router-state.ts";

/** What Next does with the header: it throws where it cannot read it. */
const next: { parseAndValidateFlightRouterState(header: string): unknown } = createRequire(import.meta.url)(
  "next/dist/server/app-render/parse-and-validate-flight-router-state.js",
);

function isReadByNext(header: string): boolean {
  try {
    next.parseAndValidateFlightRouterState(header);
    return true;
  } catch {
    return false;
  }
}

const page = ["__PAGE__", {}, null, "refetch"];
const order = [["id", "ord_1", "d", null], { children: page }];
const leaf = (...rest: unknown[]) => ["", {}, ...rest];
const trees: [boolean, unknown][] = [
  [true, ["", {}]],
  [true, ["", { children: ["orders", { children: order }, null, null] }, null, null, 16]],
  [
    true,
    ["", { children: ["(console)", { children: page, modal: page }] }, ["/orders", "?q=1"], null, 1, "x"],
  ],
  [true, [["all", "a/b", "ci(..)(..)", ["list", "new"]], {}]],
  [true, leaf(null, "inside-shared-layout")],
  [false, "x"],
  [false, null],
  [false, [""]],
  [true, ["", []]],
  [false, ["", ["x"]]],
  [false, ["", null]],
  [false, ["", { children: ["x", { __proto: 1 }] }]],
  [false, leaf("refetch")],
  [false, leaf(["/orders"])],
  [false, leaf(null, "everything")],
  [false, leaf(null, null, "1")],
  [false, leaf(null, null, 1, null)],
  [false, leaf(null, null, 1, "x", "more")],
  [false, [["id", "1", "d"], {}]],
  [false, [["id", "1", "z", null], {}]],
  [false, [["id", 1, "d", null], {}]],
];

const headers: readonly (readonly [boolean, string])[] = [
  ...trees.map(([isOne, tree]) => [isOne, encodeURIComponent(JSON.stringify(tree))] as const),
  [false, "x"],
  [false, ""],
  [false, "%"],
  [false, `${encodeURIComponent('["",{}]')},${encodeURIComponent('["",{}]')}`],
  [false, `["${"x".repeat(40_000)}",{}]`],
  [false, "[".repeat(5_000) + "]".repeat(5_000)],
];

it.each(headers)("says, as Next does, %s of the header %#", (isOne, header) => {
  expect(isReadByNext(header)).toBe(isOne);
  expect(isRouterState(header)).toBe(isOne);
});
