import { graphql, type ResultOf } from "@/graphql/document.ts";

export const environmentQuery = graphql(`
  query Environment {
    settings {
      name
      group
      about
      value
      fallback
      isSecret
      isSet
      source
    }
  }
`);

export type Setting = NonNullable<ResultOf<typeof environmentQuery>["settings"]>[number];
