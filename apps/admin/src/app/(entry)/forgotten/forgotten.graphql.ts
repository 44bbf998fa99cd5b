import { graphql } from "@/graphql/document.ts";

export const askForResetLink = graphql(`
  mutation AskForResetLink($input: AskForResetLinkInput!) {
    askForResetLink(input: $input) {
      __typename
      ... on ResetLinkAsked {
        minutes
      }
      ... on Error {
        message
      }
    }
  }
`);
