import { issueRow } from "@/components/issue/issue.graphql.ts";
import { graphql } from "@/graphql/document.ts";

export const overviewQuery = graphql(
  `
  query Overview {
    connections {
      id
      slug
      name
      pausedAt
      pauseReason
    }
    overview {
      sentence
      restingCount
      testIssueCount
      clockAheadMs
      issues {
        ...IssueRow
      }
      placedToday
      acceptedShare202
      lastOrderAt
      stores {
        location {
          id
          code
          name
          timezone
          pausedAt
          isTest
        }
        lastOrderAt
        placed
        notPlaced
        menuConfirmedAt
        menuError
      }
      firstSteps {
        key
        label
        done
        href
      }
    }
  }
`,
  [issueRow],
);
