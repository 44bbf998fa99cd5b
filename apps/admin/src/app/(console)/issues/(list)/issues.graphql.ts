import { issueRow } from "@/components/issue/issue.graphql.ts";
import { graphql } from "@/graphql/document.ts";

export const issuesQuery = graphql(
  `
  query Issues($after: String, $filter: IssueFilter) {
    issues(first: 25, after: $after, filter: $filter) {
      edges {
        node {
          ...IssueRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    brands {
      id
      name
    }
    locations {
      id
      name
      code
    }
  }
`,
  [issueRow],
);
