import { graphql, type ResultOf } from "@/graphql/document.ts";

export const historyQuery = graphql(`
  query AvailabilityHistory($id: ID!) {
    location(id: $id) {
      id
      availabilityHistory(first: 100) {
        id
        kind
        itemId
        source
        isAvailable
        at
        until
        reason
        by
        endedAt
        endedBy
      }
    }
  }
`);

export type Override = NonNullable<ResultOf<typeof historyQuery>["location"]>["availabilityHistory"][number];
