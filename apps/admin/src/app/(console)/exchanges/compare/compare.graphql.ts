import { graphql, type ResultOf } from "@/graphql/document.ts";

const comparedCall = graphql(`
  fragment ComparedCall on Exchange {
    id
    method
    path
    status
    code
    at
    location {
      timezone
    }
    requestHeaders {
      name
      value
    }
    requestBody
    responseBody
  }
`);

export type ComparedCall = ResultOf<typeof comparedCall>;

export const compareQuery = graphql(
  `
    query Compare($a: ID!, $b: ID!) {
      first: exchange(id: $a) {
        ...ComparedCall
      }
      second: exchange(id: $b) {
        ...ComparedCall
      }
    }
  `,
  [comparedCall],
);
