import { graphql } from "@/graphql/document.ts";

export const setAvailability = graphql(`
  mutation SetAvailability($input: SetAvailabilityInput!) {
    setAvailability(input: $input) {
      __typename
      ... on Location {
        id
        offItems {
          kind
          itemId
          availability {
            source
            until
            because
          }
        }
      }
      ... on Error {
        message
      }
    }
  }
`);
