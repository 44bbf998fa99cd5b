import { currencyExponent as atBridge } from "@parley/bridge-contract";
import { currencyExponent, currencyProblem } from "@parley/par-contract";
import { expect, it } from "vitest";
import { currencyExponent as inAdmin } from "../apps/admin/src/format/currency.ts";

// Three programs that share no package each know which currencies have no decimals (F).
it("has the same decimals for every currency in the contract, on the bridge and in the admin", () => {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
  const differing = codes.filter((code) => {
    return atBridge(code) !== currencyExponent(code) || inAdmin(code) !== currencyExponent(code);
  });
  expect(differing).toEqual([]);
  expect(codes.filter((code) => currencyProblem(code) === null && currencyExponent(code) === 0)).toHaveLength(
    16,
  );
});
