import { graphql } from "@/graphql/document.ts";

export const bulkQuery = graphql(`
  query Bulk($after: String, $search: String, $filter: SubmitFilter, $order: SubmitOrder) {
    me {
      id
    }
    submits(first: 50, after: $after, search: $search, filter: $filter, order: $order) {
      edges {
        node {
          __typename
          ... on Order {
            id
            orderUid: requestUid
            onlineOrderId
            submitState
            orderCause: causeClass
            receivedAt
            orderCurrency: currency
            grandTotalCents
            guest {
              name
            }
            orderStore: location {
              id
              name
              timezone
              isTest
            }
            case {
              canAct
              assignee {
                name
              }
            }
          }
          ... on RefusedSubmit {
            id
            requestUid
            onlineOrderId
            at
            causeClass
            totalHundredths
            currency
            guest {
              name
            }
            location {
              id
              name
              timezone
              isTest
            }
            exchange {
              case {
                canAct
                assignee {
                  name
                }
              }
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

/** To whom an order or a refused call can be given; the others are judged one by one. */
export const assignableQuery = graphql(`
  query Assignable($id: ID!) {
    node(id: $id) {
      __typename
      ... on Order {
        case {
          assignable {
            id
            name
          }
        }
      }
      ... on Exchange {
        callCase: case {
          assignable {
            id
            name
          }
        }
      }
    }
  }
`);

export const actInBulk = graphql(`
  mutation ActInBulk($input: ActInBulkInput!) {
    actInBulk(input: $input) {
      __typename
      ... on BulkPreview {
        becomes
        expectedAttempt
        expectedVersion
      }
      ... on Error {
        message
      }
    }
  }
`);
