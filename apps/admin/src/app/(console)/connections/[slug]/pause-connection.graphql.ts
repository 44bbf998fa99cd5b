import { graphql } from "@/graphql/document.ts";

export const pauseConnection = graphql(`
  mutation PauseConnection($input: PauseConnectionInput!) {
    pauseConnection(input: $input) {
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

export const resumeConnection = graphql(`
  mutation ResumeConnection($input: ResumeConnectionInput!) {
    resumeConnection(input: $input) {
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
