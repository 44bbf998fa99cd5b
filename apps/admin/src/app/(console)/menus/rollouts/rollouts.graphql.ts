import { graphql, type ResultOf } from "@/graphql/document.ts";

export const rolloutsQuery = graphql(`
  query MenuRollouts {
    menuRollouts {
      id
      state
      wave
      waves
      startedAt
      brand {
        name
      }
    }
    locations {
      id
      code
      name
      timezone
      canPinMenu
      brand {
        name
      }
      menuPin {
        reason
        waiting {
          id
        }
      }
    }
  }
`);

export const startRollout = graphql(`
  mutation StartMenuRollout($input: StartMenuRolloutInput!) {
    startMenuRollout(input: $input) {
      __typename
      ... on MenuRollout {
        id
      }
      ... on Error {
        message
      }
    }
  }
`);

export type RolloutCandidate = ResultOf<typeof rolloutsQuery>["locations"][number];
