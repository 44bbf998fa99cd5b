import { execute, GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from "graphql";
import { expect, it } from "vitest";
import { stopWhenAbandoned } from "./abandon.ts";

it("reads nothing more for a query once nobody waits for it", async () => {
  const read: string[] = [];
  let isAbandoned = false;
  const later = new GraphQLObjectType({
    name: "Later",
    fields: { more: { type: GraphQLString, resolve: () => void read.push("more") } },
  });
  const query = new GraphQLObjectType({
    name: "Query",
    fields: {
      first: {
        type: later,
        resolve: async () => {
          read.push("first");
          return {};
        },
      },
    },
  });
  const schema = stopWhenAbandoned(new GraphQLSchema({ query }));
  const mustGoOn = () => {
    if (isAbandoned) throw new Error("Nobody waits.");
  };
  const document = parse("{ first { more } }");
  await execute({ schema, document, contextValue: { mustGoOn } });
  expect(read.splice(0)).toEqual(["first", "more"]);
  const running = execute({ schema, document, contextValue: { mustGoOn } });
  isAbandoned = true;
  const { errors } = await running;
  expect(read).toEqual(["first"]);
  expect(errors?.map(({ message }) => message)).toEqual(["Nobody waits."]);
});
