import { graphql, type VariablesOf } from "@/graphql/document.ts";

export const runConformance = graphql(`
  mutation RunConformance($input: RunConformanceInput!) {
    runConformance(input: $input) {
      __typename
      ... on ConformanceRun {
        id
        passed
        adapterClass
        canVoid
      }
      ... on Error {
        code
        message
      }
    }
  }
`);

export type AdapterClass = VariablesOf<typeof runConformance>["input"]["adapterClass"];
