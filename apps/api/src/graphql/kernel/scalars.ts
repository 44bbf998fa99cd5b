import { parseInstant } from "@parley/par-contract";
import { GraphQLError } from "graphql";
import { builder } from "./builder.ts";

/** Some clients write nanoseconds. */
const NANOSECONDS = /(\.\d{7})\d{1,2}(?!\d)/;

function readDateTime(value: unknown): Date {
  const instant = typeof value === "string" ? parseInstant(value.replace(NANOSECONDS, "$1")) : null;
  if (instant === null) {
    throw new GraphQLError("A DateTime is written as 2026-11-30T18:05:00Z.", {
      extensions: { code: "BAD_USER_INPUT" },
    });
  }
  return new Date(instant.milliseconds);
}

builder.scalarType("DateTime", {
  description: "An instant in ISO 8601 with an offset, for example `2026-11-30T18:05:00.000Z`.",
  serialize: (value) => value.toISOString(),
  parseValue: readDateTime,
});
