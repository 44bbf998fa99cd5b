import { graphql, type ResultOf } from "@/graphql/document.ts";

export const redactionQuery = graphql(`
  query Redaction {
    redactionPolicy {
      revealedBy
      members
      version
    }
  }
`);

export type RedactionPolicy = NonNullable<ResultOf<typeof redactionQuery>["redactionPolicy"]>;

export const setRedactionPolicy = graphql(`
  mutation SetRedactionPolicy($input: SetRedactionPolicyInput!) {
    setRedactionPolicy(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const eraseGuest = graphql(`
  mutation EraseGuest($input: EraseGuestInput!) {
    eraseGuest(input: $input) {
      __typename
      ... on GuestErasure {
        isDryRun
        orders
        held
        bodies
        refusedCalls
        heldCalls
        answers
        forms {
          id
          masked
          digits
          orders
          refusedCalls
          isChosen
        }
        notes
        views
      }
      ... on Error {
        message
      }
    }
  }
`);

export type Erasure = Extract<ResultOf<typeof eraseGuest>["eraseGuest"], { __typename: "GuestErasure" }>;
