import { describe, expect, it } from "vitest";
import { idIn } from "./selection.ts";

describe("idIn", () => {
  it.each([
    ["/orders/ord_01jx", "ord_01jx"],
    ["/menus/loc_9-a", "loc_9-a"],
    ["/orders", null],
    ["/", null],
    ["/orders/../etc", null],
  ])("finds the id that %s ends with", (path, id) => {
    expect(idIn(path)).toBe(id);
  });
});
