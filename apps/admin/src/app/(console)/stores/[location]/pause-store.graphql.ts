import { graphql } from "@/graphql/document.ts";

export const pauseStore = graphql(`
  mutation PauseStore($input: PauseStoreInput!) {
    pauseStore(input: $input) {
      __typename
      ... on Location {
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

export const resumeStore = graphql(`
  mutation ResumeStore($input: ResumeStoreInput!) {
    resumeStore(input: $input) {
      __typename
      ... on Location {
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
