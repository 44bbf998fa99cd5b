import { searchFragment, submitFragment } from "@/components/submit/submit.graphql.ts";
import { graphql } from "@/graphql/document.ts";

export const submitsQuery = graphql(
  `
  query Submits($after: String, $search: String, $filter: SubmitFilter, $order: SubmitOrder) {
    me {
      permissions
    }
    submits(first: 25, after: $after, search: $search, filter: $filter, order: $order) {
      edges {
        node {
          ...SubmitRow
        }
      }
      search {
        ...SearchInfo
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
      timezone
    }
  }
`,
  [submitFragment, searchFragment],
);

export const validatesQuery = graphql(`
  query Validates($after: String, $filter: ValidateFilter) {
    validates(first: 25, after: $after, filter: $filter) {
      edges {
        node {
          id
          at
          code
          status
          requestUid
          onlineOrderId
          parLocationId
          location {
            id
            name
            code
            timezone
            isTest
          }
        }
      }
      lookedUntil
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
      timezone
    }
  }
`);
