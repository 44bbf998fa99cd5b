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
