import { graphql, type ResultOf } from "@/graphql/document.ts";

export const menuQuery = graphql(`
  query Menu($id: ID!) {
    location(id: $id) {
      id
      code
      name
      address
      timezone
      currency
      parLocationIds
      menuError
      canSetAvailability
      offItems {
        kind
        itemId
        name
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
      brand {
        name
      }
      menu {
        version
        fetchedAt
        confirmedAt
        source
        findings {
          code
          kind
          id
          message
        }
        parJson
        menus {
          id
          name
          orderTypes
          categoryIds
          servingTimes {
            days
            from
            to
          }
        }
        categories {
          id
          name
          description
          sortOrder
          productIds
        }
        products {
          id
          name
          description
          type
          priceCents
          isAvailable
          availability {
            isAvailable
            source
            until
            by
            reason
            isSoldOutAtPos
because
          }
          calories
          priceLevels {
            id
            name
            priceCents
            isAvailable
          }
          modifierGroupIds
          taxIds
        }
        modifierGroups {
          id
          name
          minSelected
          maxSelected
          freeQuantity
          modifierIds
        }
        modifiers {
          id
          name
          priceCents
          isAvailable
          availability {
            isAvailable
            source
            until
            by
            reason
            isSoldOutAtPos
because
          }
          maxQuantity
          defaultQuantity
          modifierGroupIds
        }
        taxes {
          id
          name
          ratePercent
          inclusive
        }
      }
    }
  }
`);

export type Store = NonNullable<ResultOf<typeof menuQuery>["location"]>;
export type Menu = NonNullable<Store["menu"]>;
