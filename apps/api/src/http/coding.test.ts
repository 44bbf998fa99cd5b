import { expect, it } from "vitest";
import { isUncoded } from "./coding.ts";

it.each([undefined, "", " ", "identity", "IDENTITY", "identity,identity", ", ,"])(
  "takes %j for none",
  (value) => {
    expect(isUncoded(value)).toBe(true);
  },
);

it.each(["gzip", "identity, gzip", "identityx", "*", "0"])("takes %j for a coding", (value) => {
  expect(isUncoded(value)).toBe(false);
});
