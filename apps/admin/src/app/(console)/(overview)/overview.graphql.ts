import { issueRow } from "@/components/issue/issue.graphql.ts";
import { pauseParts } from "@/components/pause/pause.graphql.ts";
import { graphql } from "@/graphql/document.ts";

export const overviewQuery = graphql(
  `
  query Overview {
    connections {
      id
      pause {
        ...PauseParts
      }
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
          pauses {
            of
            name
            since
          }
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
  [issueRow, pauseParts],
);
