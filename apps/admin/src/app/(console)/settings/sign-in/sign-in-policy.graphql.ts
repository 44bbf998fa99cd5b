import { graphql, type ResultOf } from "@/graphql/document.ts";

export const signInPolicyQuery = graphql(`
  query SignInPolicy {
    signInPolicy {
      secondFactor
      idleMinutes
      sessionHours
      version
      ADMINS: stoppedBy(rule: ADMINS) {
        name
      }
      EVERYBODY: stoppedBy(rule: EVERYBODY) {
        name
      }
    }
    me {
      hasSecondFactor
      passkeyCount
    }
  }
`);

export type SignInPolicy = NonNullable<ResultOf<typeof signInPolicyQuery>["signInPolicy"]>;

export const setSignInPolicy = graphql(`
  mutation SetSignInPolicy($input: SetSignInPolicyInput!) {
    setSignInPolicy(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);
