import { beginsWithDay, isWritable } from "@parley/limits";
import { GraphQLError } from "graphql";
import { builder } from "./builder.ts";

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

function parseInstant(value: unknown): Date {
  const date =
    typeof value === "string" && INSTANT.test(value) && beginsWithDay(value) ? new Date(value) : null;
  if (date === null || !isWritable(date)) {
    throw new GraphQLError("A DateTime is written as 2026-11-30T18:05:00Z.", {
      extensions: { code: "BAD_USER_INPUT" },
    });
  }
  return date;
}

builder.scalarType("DateTime", {
  description: "An instant in ISO 8601 with an offset, for example `2026-11-30T18:05:00.000Z`.",
  serialize: (value) => value.toISOString(),
  parseValue: parseInstant,
});
