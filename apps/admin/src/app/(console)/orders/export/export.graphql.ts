import { graphql } from "@/graphql/document.ts";

/** What the file has of a submit, and no more: what a query may cost allows for a hundred of these at once. */
export const exportQuery = graphql(`
  query ExportedSubmits($after: String, $search: String, $filter: SubmitFilter, $order: SubmitOrder) {
    submits(first: 100, after: $after, search: $search, filter: $filter, order: $order) {
      edges {
        node {
          __typename
          ... on Order {
            orderUid: requestUid
            onlineOrderId
            posOrderId
            submitState
            orderCause: causeClass
            receivedAt
            finalAt
            orderCurrency: currency
            grandTotalCents
            orderItems: itemCount
            guest {
              name
              phone
              email
            }
            orderStore: location {
              name
              code
            }
          }
          ... on RefusedSubmit {
            id
            requestUid
            onlineOrderId
            parLocationId
            claimedStore
            at
            causeClass
            durationMs
            totalHundredths
            currency
            itemCount
            guest {
              name
              phone
              email
            }
            location {
              name
              code
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
