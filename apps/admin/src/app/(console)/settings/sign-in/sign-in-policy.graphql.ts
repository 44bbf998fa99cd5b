import { graphql, type ResultOf } from "@/graphql/document.ts";

export const signInPolicyQuery = graphql(`
  query SignInPolicy {
    signInPolicy {
      secondFactor
      idleMinutes
      sessionHours
      version
    }
    me {
      hasSecondFactor
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
