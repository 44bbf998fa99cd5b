import { graphql } from "@/graphql/document.ts";

export const createConnection = graphql(`
  mutation CreateConnection($input: CreateConnectionInput!) {
    createConnection(input: $input) {
      __typename
      ... on ConnectionCreation {
        generatedSharedId
        strength
        connection {
          slug
          name
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
