import { graphql, type ResultOf } from "@/graphql/document.ts";

export const holdableQuery = graphql(`
  query HoldableMenus {
    locations {
      id
      code
      name
      timezone
      canPinMenu
      menu {
        confirmedAt
      }
      menuPin {
        pinnedAt
        reason
        waiting {
          id
        }
      }
    }
  }
`);

const answerParts = graphql(`
  fragment HoldAnswerParts on HoldAnswers {
    stores {
      storeId
      result
      message
      location {
        name
      }
    }
  }
`);

export const holdMenus = graphql(
  `
    mutation HoldMenus($input: HoldMenusInput!) {
      holdMenus(input: $input) {
        __typename
        ...HoldAnswerParts
        ... on Error {
          message
        }
      }
    }
  `,
  [answerParts],
);

export const releaseMenus = graphql(
  `
    mutation ReleaseMenus($input: ReleaseMenusInput!) {
      releaseMenus(input: $input) {
        __typename
        ...HoldAnswerParts
        ... on Error {
          message
        }
      }
    }
  `,
  [answerParts],
);

export type HoldableStore = ResultOf<typeof holdableQuery>["locations"][number];
export type HoldAnswers = ResultOf<typeof answerParts>;
