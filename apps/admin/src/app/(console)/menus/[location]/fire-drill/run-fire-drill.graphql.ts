import { graphql } from "@/graphql/document.ts";

export const startFireDrill = graphql(`
  mutation StartFireDrill($input: StartFireDrillInput!) {
    startFireDrill(input: $input) {
      __typename
      ... on FireDrill {
        id
      }
      ... on Error {
        message
      }
    }
  }
`);

export const stopFireDrill = graphql(`
  mutation StopFireDrill($input: StopFireDrillInput!) {
    stopFireDrill(input: $input) {
      __typename
      ... on FireDrill {
        id
      }
      ... on Error {
        message
      }
    }
  }
`);
