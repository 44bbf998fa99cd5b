import { graphql } from "@/graphql/document.ts";

export const markTestStore = graphql(`
  mutation MarkTestStore($input: MarkTestStoreInput!) {
    markTestStore(input: $input) {
      __typename
      ... on Location {
        id
        isTest
        testReason
      }
      ... on Error {
        message
      }
    }
  }
`);
