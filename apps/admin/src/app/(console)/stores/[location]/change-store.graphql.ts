import { graphql } from "@/graphql/document.ts";

export const changeStore = graphql(`
  mutation ChangeStore($input: ChangeStoreInput!) {
    changeStore(input: $input) {
      __typename
      ... on StoreChange {
        zoneDoubt
        store {
          id
          version
        }
      }
      ... on InvalidInput {
        field
      }
      ... on Error {
        code
        message
      }
    }
  }
`);
