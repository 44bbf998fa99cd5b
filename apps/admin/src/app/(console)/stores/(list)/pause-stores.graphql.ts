import { graphql } from "@/graphql/document.ts";

const result = graphql(`
  fragment OneStorePause on OneStorePauseResult {
    __typename
    ... on Location {
      id
      version
      timezone
      pauseUntil
    }
    ... on Error {
      code
      message
    }
  }
`);

export const pauseStores = graphql(
  `
  mutation PauseStores($input: PauseStoresInput!) {
    pauseStores(input: $input) {
      ...OneStorePause
    }
  }
`,
  [result],
);

export const resumeStores = graphql(
  `
  mutation ResumeStores($input: ResumeStoresInput!) {
    resumeStores(input: $input) {
      ...OneStorePause
    }
  }
`,
  [result],
);
