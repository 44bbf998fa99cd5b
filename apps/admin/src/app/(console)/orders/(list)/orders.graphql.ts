import { graphql } from "@/graphql/document.ts";

export const ordersQuery = graphql(`
  query Orders($after: String, $search: String, $filter: OrderFilter) {
    orders(first: 25, after: $after, search: $search, filter: $filter) {
      edges {
        node {
          id
          requestUid
          onlineOrderId
          posOrderId
          state
          cause
          dispute
          receivedAt
          currency
          grandTotalCents
          itemCount
          orderType
          guest {
            name
          }
          location {
            name
            code
            timezone
          }
        }
      }
      search {
        understoodAs {
          kind
          value
        }
        isTogether
        isSimilar
        isPartial
        hidesGuests
        refusedSubmits {
          id
          at
          status
          code
          requestUid
          onlineOrderId
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
`);
