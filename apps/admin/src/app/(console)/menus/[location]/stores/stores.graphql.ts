import { graphql } from "@/graphql/document.ts";

/** The stores of a brand that have an item of one store's menu. */
export const sameItemsQuery = graphql(`
  query SameItems($id: ID!, $kind: ItemKind!, $itemId: String!) {
    location(id: $id) {
      id
      code
      name
      timezone
      endOfDayAt
      opensAt
      brand {
        name
      }
      sameItems(kind: $kind, itemId: $itemId) {
        itemId
        name
        isByName
        location {
          id
          code
          name
          timezone
          opensAt
          canSetAvailability
        }
        availability {
          isAvailable
          source
          until
          by
          reason
          isSoldOutAtPos
          because
        }
      }
    }
  }
`);
