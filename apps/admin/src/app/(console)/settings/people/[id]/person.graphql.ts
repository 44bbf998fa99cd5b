import { administeredParts, grantParts } from "@/components/person/person.graphql.ts";
import { graphql, type ResultOf } from "@/graphql/document.ts";

export const personQuery = graphql(
  `
  query Person($id: ID!, $subject: String!) {
    sendsMail
    me {
      id
    }
    operator(id: $id) {
      id
      name
      email
      version
      disabledAt
      isInvited
      invitedUntil
      lastSeenAt
      sessionCount
      hasSecondFactor
      passkeyCount
      isTiedToProvider
      grants {
        ...GrantParts
      }
    }
    auditEntries(first: 25, filter: { subject: $subject }) {
      edges {
        node {
          id
          at
          by
          sentence
        }
      }
    }
    administered {
      ...AdministeredParts
    }
  }
`,
  [administeredParts, grantParts],
);

export type FullPerson = NonNullable<ResultOf<typeof personQuery>["operator"]>;

export const changeOperator = graphql(`
  mutation ChangeOperator($input: ChangeOperatorInput!) {
    changeOperator(input: $input) {
      __typename
      ... on Operator {
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

export const disableOperator = graphql(`
  mutation DisableOperator($input: DisableOperatorInput!) {
    disableOperator(input: $input) {
      __typename
      ... on Operator {
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

export const enableOperator = graphql(`
  mutation EnableOperator($input: EnableOperatorInput!) {
    enableOperator(input: $input) {
      __typename
      ... on Operator {
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

export const resetOperatorPassword = graphql(`
  mutation ResetOperatorPassword($input: ResetOperatorPasswordInput!) {
    resetOperatorPassword(input: $input) {
      __typename
      ... on Operator {
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

export const endSessions = graphql(`
  mutation EndSessions($input: EndSessionsInput!) {
    endSessions(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const inviteAgain = graphql(`
  mutation InviteAgain($input: InviteAgainInput!) {
    inviteAgain(input: $input) {
      __typename
      ... on OperatorInvitation {
        path
        delivery
      }
      ... on Error {
        message
      }
    }
  }
`);

export const makeResetLink = graphql(`
  mutation MakeResetLink($input: MakeResetLinkInput!) {
    makeResetLink(input: $input) {
      __typename
      ... on ResetLink {
        path
        delivery
      }
      ... on Error {
        message
      }
    }
  }
`);

export const removeSecondFactor = graphql(`
  mutation RemoveSecondFactor($input: RemoveSecondFactorInput!) {
    removeSecondFactor(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const removePasskeys = graphql(`
  mutation RemovePasskeys($input: RemovePasskeysInput!) {
    removePasskeys(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const unlinkProvider = graphql(`
  mutation UnlinkProvider($input: UnlinkProviderInput!) {
    unlinkProvider(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);
