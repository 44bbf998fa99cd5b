import { autopsyParts } from "@/components/autopsy/autopsy.graphql.ts";
import { graphql } from "@/graphql/document.ts";

export const exchangesQuery = graphql(
  `
  query Exchanges($after: String, $filter: ExchangeFilter) {
    exchanges(first: 25, after: $after, filter: $filter) {
      edges {
        node {
          id
          direction
          operation
          method
          path
          status
          code
          autopsy {
            ...AutopsyParts
          }
          at
          durationMs
          replayed
          attempt
          onlineOrderId
          requestUid
          parLocationId
          claimedStore
          connection {
            name
          }
          location {
            id
            name
            timezone
            isTest
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    connections {
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
  [autopsyParts],
);
