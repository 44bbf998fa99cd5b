import { expect, it } from "vitest";
import { pastedFile } from "./pasted.ts";

const chosen = { kind: "LOCATION", connection: "yummytaco" } as const;

it("puts the header and the chosen connection before rows of two columns", () => {
  expect(pastedFile("PAR-1\tYC-LC-001\r\n00042\tYC-LC-002\r\n\r\n", chosen)).toBe(
    "connection\tpar_location_id\tlocation\nyummytaco\tPAR-1\tYC-LC-001\nyummytaco\t00042\tYC-LC-002\n\n\n",
  );
});

it("leaves rows of three columns, and those with a header of their own, as they are", () => {
  expect(pastedFile("other\tIA-1\tYC", { ...chosen, kind: "ORGANIZATION" })).toBe(
    "connection\tpar_organization_id\tbrand\nother\tIA-1\tYC\n",
  );
  const whole = "location\tPAR Location ID\tconnection\nYC-LC-001\tPAR-1\tyummytaco\n";
  expect(pastedFile(whole, chosen)).toBe(`${whole}\n`);
});
