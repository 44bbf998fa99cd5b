import { graphql } from "@/graphql/document.ts";

/** What the bills of a store's POS differ in, and the orders that show it. */
export const billsQuery = graphql(`
  query StoreBills($id: ID!, $days: Int!) {
    location(id: $id) {
      id
      name
      timezone
      currency
      driftGroups(days: $days) {
        kind
        name
        count
        differenceCents
        firstAt
        lastAt
        lastOrderId
        oursCents
        posCents
      }
    }
  }
`);
