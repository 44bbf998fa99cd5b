import { graphql } from "@/graphql/document.ts";

export const setPos = graphql(`
  mutation SetPos($input: SetPosInput!) {
    setPos(input: $input) {
      __typename
      ... on PosChange {
        madeKey
        endedMenuPin
        store {
          id
          version
        }
      }
      ... on InvalidInput {
        field
      }
      ... on OpenOrders {
        count
      }
      ... on Error {
        code
        message
      }
    }
  }
`);
