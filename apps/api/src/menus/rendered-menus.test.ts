import { renderMenuLists } from "@parley/par-contract";
import { expect, it } from "vitest";
import { toParMenu } from "./par-menu.ts";
import { createRenderedMenus } from "./rendered-menus.ts";
import { teaRoomMenu } from "./testing/stored-menu.ts";

const SNAKE = { spelling: "snake", taxRateUnit: "percent" } as const;
const CAMEL = { spelling: "camel", taxRateUnit: "fraction" } as const;

it("renders each menu once for an order type and a style, and gives what would be rendered anew", () => {
  const menus = createRenderedMenus();
  for (const menu of [teaRoomMenu(), teaRoomMenu()]) {
    for (const style of [SNAKE, CAMEL]) {
      for (const orderType of [null, "takeout", "a b"]) {
        const lists = menus.find(menu, orderType, style);
        const text = renderMenuLists(toParMenu(menu, orderType), style);
        expect([lists.bytes.toString(), lists.length]).toEqual([text, text.length]);
        expect(text.startsWith(lists.beginning)).toBe(true);
        expect(menus.find(menu, orderType, style)).toBe(lists);
      }
    }
  }
});

it("keeps no more than it may, whatever it is asked for, and what was asked for last", () => {
  const menu = teaRoomMenu();
  const whole = createRenderedMenus().find(menu, null, SNAKE).bytes.length;
  const menus = createRenderedMenus(3 * whole);
  const first = menus.find(menu, null, SNAKE);
  menus.find(menu, "takeout", SNAKE);
  expect(menus.find(menu, null, SNAKE)).toBe(first);
  // An order type that nothing is offered for has short lists and, here, a name as long as they may be.
  menus.find(menu, "x".repeat(whole), SNAKE);
  expect(menus.find(menu, null, SNAKE)).not.toBe(first);
});
