import { graphql, type ResultOf } from "@/graphql/document.ts";

export const rolloutQuery = graphql(`
  query MenuRollout($id: ID!) {
    menuRollout(id: $id) {
      id
      state
      stop
      stopCounts {
        calls
        refused
        share
        shareBefore
      }
      counts {
        calls
        refused
        share
        callsBefore
        refusedBefore
        shareBefore
      }
      wave
      waves
      minutes
      rise
      nextAt
      version
      startedAt
      startedBy
      canAct
      brand {
        name
      }
      stores {
        wave
        state
        counts {
          calls
          refused
          share
          callsBefore
          refusedBefore
          shareBefore
        }
        location {
          id
          name
          code
          timezone
        }
      }
    }
  }
`);

export const stopRollout = graphql(`
  mutation StopMenuRollout($input: StopMenuRolloutInput!) {
    stopMenuRollout(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const resumeRollout = graphql(`
  mutation ResumeMenuRollout($input: ResumeMenuRolloutInput!) {
    resumeMenuRollout(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const rollBackRollout = graphql(`
  mutation RollBackMenuRollout($input: RollBackMenuRolloutInput!) {
    rollBackMenuRollout(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export type Rollout = NonNullable<ResultOf<typeof rolloutQuery>["menuRollout"]>;
