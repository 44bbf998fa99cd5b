import { grantParts } from "@/components/person/person.graphql.ts";
import { graphql, type ResultOf } from "@/graphql/document.ts";

export const meQuery = graphql(
  `
  query Me {
    me {
      id
      name
      email
      version
      language
      hasSecondFactor
      mustAddSecondFactor
      paperCodesLeft
      grants {
        ...GrantParts
      }
    }
    setup {
      passkeyHost
    }
    myPasskeys {
      id
      name
      createdAt
      lastUsedAt
    }
    mySessions {
      id
      isThis
      browser
      system
      address
      createdAt
      seenAt
    }
  }
`,
  [grantParts],
);

export type OwnPasskey = ResultOf<typeof meQuery>["myPasskeys"][number];

export type OwnSession = ResultOf<typeof meQuery>["mySessions"][number];

export const changeOwnName = graphql(`
  mutation ChangeOwnName($input: ChangeOwnNameInput!) {
    changeOwnName(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const changeOwnPassword = graphql(`
  mutation ChangeOwnPassword($input: ChangeOwnPasswordInput!) {
    changeOwnPassword(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const chooseLanguage = graphql(`
  mutation ChooseLanguage($input: ChooseLanguageInput!) {
    chooseLanguage(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const endOwnSessions = graphql(`
  mutation EndOwnSessions($input: EndOwnSessionsInput!) {
    endOwnSessions(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const startSecondFactor = graphql(`
  mutation StartSecondFactor($input: StartSecondFactorInput!) {
    startSecondFactor(input: $input) {
      __typename
      ... on SecondFactorSecret {
        secret
        uri
      }
      ... on Error {
        message
      }
    }
  }
`);

export const confirmSecondFactor = graphql(`
  mutation ConfirmSecondFactor($input: ConfirmSecondFactorInput!) {
    confirmSecondFactor(input: $input) {
      __typename
      ... on PaperCodes {
        codes
      }
      ... on Error {
        message
      }
    }
  }
`);

export const replacePaperCodes = graphql(`
  mutation ReplacePaperCodes($input: ReplacePaperCodesInput!) {
    replacePaperCodes(input: $input) {
      __typename
      ... on PaperCodes {
        codes
      }
      ... on Error {
        message
      }
    }
  }
`);

export const removeOwnSecondFactor = graphql(`
  mutation RemoveOwnSecondFactor($input: RemoveOwnSecondFactorInput!) {
    removeOwnSecondFactor(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const startPasskey = graphql(`
  mutation StartPasskey($input: StartPasskeyInput!) {
    startPasskey(input: $input) {
      __typename
      ... on PasskeyStart {
        challenge
        host
        handle
        account
        name
        algorithms
        known
      }
      ... on Error {
        message
      }
    }
  }
`);

export const addPasskey = graphql(`
  mutation AddPasskey($input: AddPasskeyInput!) {
    addPasskey(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const removeOwnPasskey = graphql(`
  mutation RemoveOwnPasskey($input: RemoveOwnPasskeyInput!) {
    removeOwnPasskey(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);
