import { graphql } from "@/graphql/document.ts";

export const invitationQuery = graphql(`
  query Invitation($token: String!) {
    invitation(token: $token) {
      name
      email
      isReset
    }
  }
`);

export const acceptInvitation = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
      __typename
      ... on Operator {
        id
      }
      ... on Error {
        message
      }
    }
  }
`);
