import { graphql } from "@/graphql/document.ts";

export const overviewQuery = graphql(`
  query Overview {
    overview {
      attention {
        kind
        title
        detail
        count
        moneyCents
        currency
        oldestAt
        href
      }
      operations {
        operation
        lastHour
        refused
        p50Ms
        p95Ms
        p99Ms
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
          pausedAt
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
`);
