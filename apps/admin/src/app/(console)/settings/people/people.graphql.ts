import { administeredParts, grantParts } from "@/components/person/person.graphql.ts";
import { graphql, type ResultOf } from "@/graphql/document.ts";

export const peopleQuery = graphql(
  `
  query People {
    operators {
      id
      name
      email
      disabledAt
      isInvited
      lastSeenAt
      hasSecondFactor
      passkeyCount
      grants {
        ...GrantParts
      }
    }
  }
`,
  [grantParts],
);

export type Person = ResultOf<typeof peopleQuery>["operators"][number];

export const administeredQuery = graphql(
  `
  query Administered {
    sendsMail
    administered {
      ...AdministeredParts
    }
  }
`,
  [administeredParts],
);

export const createOperator = graphql(`
  mutation CreateOperator($input: CreateOperatorInput!) {
    createOperator(input: $input) {
      __typename
      ... on Operator {
        id
        name
        email
      }
      ... on Error {
        message
      }
    }
  }
`);

export const inviteOperator = graphql(`
  mutation InviteOperator($input: InviteOperatorInput!) {
    inviteOperator(input: $input) {
      __typename
      ... on OperatorInvitation {
        path
        delivery
        operator {
          id
          name
          email
        }
      }
      ... on Error {
        message
      }
    }
  }
`);
