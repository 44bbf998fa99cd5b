import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, parse, validate } from "graphql";
import { expect, it } from "vitest";

const REPOSITORY = join(import.meta.dirname, "../../../..");
const schema = buildSchema(readFileSync(join(REPOSITORY, "apps/api/schema.graphql"), "utf8"));

/** What is wrong with the documents' blocks of GraphQL. */
const faultsOf = (text: string) =>
  [...text.matchAll(/```graphql\n([\s\S]*?)```/g)].flatMap(([, block = ""]) =>
    validate(schema, parse(block)).map(({ message }) => message),
  );
const documents = ["", "docs"].flatMap((folder) =>
  readdirSync(join(REPOSITORY, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name)),
);

it.each(documents)("%s asks only for what the schema has", (path) => {
  expect(faultsOf(readFileSync(join(REPOSITORY, path), "utf8"))).toEqual([]);
});

it("would notice a field or an input that is not there", () => {
  const block = "```graphql\nmutation { rotateSharedId(input: { connectionId: 1 }) { __typename id } }\n```";
  expect(faultsOf(block)).toHaveLength(2);
});
