import { graphql, type ResultOf } from "@/graphql/document.ts";

export const retentionQuery = graphql(`
  query Retention {
    retention {
      id
      code
      name
      bodiesDays
      exchangesDays
      guestsDays
      version
    }
    retentionSizes {
      table
      rows
      bytes
    }
    retentionWeeks {
      from
      until
      rows
      bytes
      goesAt
      held
      hasStrays
    }
  }
`);

/** What is past its limit at one brand, which is counted anew. */
export const retentionOfQuery = graphql(`
  query RetentionOf($id: ID!) {
    retentionOf(id: $id) {
      kinds {
        kind
        before
        past
        isMore
        held
        oldestAt
        deleted
        beginsAt
        ranAt
      }
    }
  }
`);

export const retentionImpactQuery = graphql(`
  query RetentionImpact($input: RetentionLimitsInput!) {
    retentionImpact(input: $input) {
      kind
      past
      isMore
    }
  }
`);

export type RetentionPolicy = NonNullable<ResultOf<typeof retentionQuery>["retention"]>[number];
export type RetentionSize = NonNullable<ResultOf<typeof retentionQuery>["retentionSizes"]>[number];
export type RetentionWeek = NonNullable<ResultOf<typeof retentionQuery>["retentionWeeks"]>[number];
export type RetentionStatus = NonNullable<ResultOf<typeof retentionOfQuery>["retentionOf"]>["kinds"][number];
export type RetentionImpact = NonNullable<ResultOf<typeof retentionImpactQuery>["retentionImpact"]>[number];

export const setRetention = graphql(`
  mutation SetRetention($input: SetRetentionInput!) {
    setRetention(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const runRetention = graphql(`
  mutation RunRetention($input: RunRetentionInput!) {
    runRetention(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);
