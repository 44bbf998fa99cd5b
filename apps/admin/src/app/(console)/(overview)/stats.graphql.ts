import { graphql } from "@/graphql/document.ts";

export const statsQuery = graphql(`
  query Stats($range: StatsRange!, $brandId: ID, $locationId: ID) {
    stats(range: $range, brandId: $brandId, locationId: $locationId) {
      since
      spanSeconds
      successShare
      acceptedShare202
      oldestMenuAt
      calls {
        start
        calls
        well
        submits
        pending
      }
      orders {
        start
        received
        placed
        notPlaced
      }
      operations {
        operation
        calls
        refused
        p50Ms
        p95Ms
        p99Ms
        spans {
          start
          p50Ms
          p95Ms
          p99Ms
        }
      }
    }
    locations {
      id
      name
      code
      timezone
      brand {
        id
        name
      }
    }
  }
`);
