import { caseParts } from "@/components/case/case.graphql.ts";
import { issueRow } from "@/components/issue/issue.graphql.ts";
import { pauseParts } from "@/components/pause/pause.graphql.ts";
import { graphql } from "@/graphql/document.ts";

export const issueQuery = graphql(
  `
  query Issue($id: ID!) {
    me {
      id
    }
    issue(id: $id) {
      ...IssueRow
      location {
        id
        pauses {
          ...PauseParts
        }
      }
      connection {
        pause {
          ...PauseParts
        }
      }
      case {
        ...CaseParts
      }
      firstSeenAt
      spells
      orders(first: 25) {
        edges {
          node {
            id
            onlineOrderId
            requestUid
            state
            receivedAt
            currency
            grandTotalCents
          }
        }
      }
      calls(first: 25) {
        edges {
          node {
            id
            at
            status
            code
          }
        }
      }
    }
  }
`,
  [caseParts, issueRow, pauseParts],
);
