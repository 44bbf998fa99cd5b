import { graphql } from "@/graphql/document.ts";

export const revealGuest = graphql(`
  mutation RevealGuest($input: RevealGuestInput!) {
    revealGuest(input: $input) {
      __typename
      ... on RevealedGuest {
        name
        phone
        email
        address
        requestBody
        responseBody
      }
      ... on Error {
        message
      }
    }
  }
`);
