import { graphql } from "@/graphql/document.ts";

export const rotateSharedId = graphql(`
  mutation RotateSharedId($input: RotateSharedIdInput!) {
    rotateSharedId(input: $input) {
      __typename
      ... on SharedIdRotation {
        generatedSharedId
        strength
        previousEndsAt
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

export const retireSharedId = graphql(`
  mutation RetireSharedId($input: RetireSharedIdInput!) {
    retireSharedId(input: $input) {
      __typename
      ... on Connection {
        id
        version
      }
      ... on Error {
        code
        message
      }
    }
  }
`);
