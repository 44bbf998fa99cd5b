import { readFileSync } from "node:fs";
import {
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from "graphql";
import { describe, expect, it } from "vitest";
import { printedSchema, schema } from "./schema.ts";

const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith("__"));
const composites = types.filter((type) => isObjectType(type) || isInterfaceType(type));

/** Every field with the type that it belongs to. */
function fields(): {
  at: string;
  type: GraphQLObjectType | GraphQLInterfaceType;
  field: GraphQLField<unknown, unknown>;
}[] {
  return composites.flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({ at: `${type.name}.${field.name}`, type, field })),
  );
}

function hasScope(extensions: Readonly<Record<string, unknown>>): boolean {
  const options = extensions.pothosOptions;
  return (
    typeof options === "object" && options !== null && "authScopes" in options && options.authScopes != null
  );
}

describe("the schema", () => {
  it("is the one that is printed in schema.graphql", () => {
    const printed = readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8");
    expect(printed, "run `npm run schema:print -w @parley/api`").toBe(printedSchema());
  });

  it("asks for a scope before every field", () => {
    const bare = fields().filter(
      ({ type, field }) => !hasScope(field.extensions) && !hasScope(type.extensions),
    );
    expect(bare.map(({ at }) => at)).toEqual([]);
  });

  it("lets an unauthenticated caller reach these root fields and no other", () => {
    const open = fields().filter(({ field }) => {
      const options = field.extensions.pothosOptions;
      if (typeof options !== "object" || options === null || !("authScopes" in options)) return false;
      return JSON.stringify(options.authScopes) === '{"public":true}';
    });
    expect(open.map(({ at }) => at).sort()).toEqual([
      "Mutation.acceptInvitation",
      "Mutation.askForResetLink",
      "Mutation.createFirstOperator",
      "Query.invitation",
      "Query.me",
      "Query.setup",
      "Query.sharedOrder",
    ]);
  });

  it("describes every type, field, argument, value and input", () => {
    const bare: string[] = types.filter((type) => !type.description).map((type) => type.name);
    for (const { at, field } of fields()) {
      if (!field.description) bare.push(at);
      for (const arg of field.args) if (!arg.description) bare.push(`${at}(${arg.name})`);
    }
    for (const type of types) {
      if (isEnumType(type)) {
        for (const value of type.getValues()) if (!value.description) bare.push(`${type.name}.${value.name}`);
      }
      if (isInputObjectType(type)) {
        for (const field of Object.values(type.getFields())) {
          if (!field.description) bare.push(`${type.name}.${field.name}`);
        }
      }
    }
    expect(bare).toEqual([]);
  });

  it("gives every mutation one input and a union whose refusals are Errors", () => {
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    expect(mutations.length).toBeGreaterThanOrEqual(7);
    for (const mutation of mutations) {
      expect(mutation.args.map((arg) => arg.name)).toEqual(["input"]);
      // What is done to many answers for each; where there is a dry run of it, that has an answer of its own.
      const isDryRunToo = mutation.name === "actInBulk";
      const result = isNonNullType(mutation.type) ? getNamedType(mutation.type) : null;
      if (!isUnionType(result)) throw new Error(`${mutation.name} answers no union`);
      const errors = result
        .getTypes()
        .filter((type) => type.getInterfaces().some(({ name }) => name === "Error"));
      expect(result.getTypes().length - errors.length, mutation.name).toBe(isDryRunToo ? 3 : 1);
      for (const error of errors) expect(error.description).toMatch(/^Returned when /);
    }
  });

  it("has no field that could hold a secret, but those that show a SharedId or a key to whoever had it made", () => {
    const suspicious = fields().filter(
      ({ type, field }) =>
        type.name !== "Mutation" && /secret|password|sharedId|token|hash|sealed|apiKey/i.test(field.name),
    );
    expect(suspicious.map(({ at }) => at).sort()).toEqual([
      "ApiKeyCreation.apiKey",
      "ApiKeyCreation.secret",
      // The hash of a seal over entries, which are none.
      "AuditChain.hash",
      "AuditChain.sealedAt",
      "AuditCheck.sealed",
      "AuditCheck.unsealed",
      "AuditCheck.unsealedSince",
      "Connection.secrets",
      "ConnectionCreation.generatedSharedId",
      "Operator.apiKeys",
      "Query.apiKeys",
      // For an app of codes, shown once to whoever sets it up.
      "SecondFactorSecret.secret",
      "Setting.isSecret",
      "SharedIdRotation.generatedSharedId",
      "SharedIdRotation.secretId",
    ]);
  });
});
