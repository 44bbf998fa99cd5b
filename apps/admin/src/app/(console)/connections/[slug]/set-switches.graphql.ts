import { graphql } from "@/graphql/document.ts";

export const setSwitches = graphql(`
  mutation SetSwitches($input: SetSwitchesInput!) {
    setSwitches(input: $input) {
      __typename
      ... on Connection {
        id
        version
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
