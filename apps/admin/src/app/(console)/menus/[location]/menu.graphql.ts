import { graphql, type ResultOf } from "@/graphql/document.ts";

/** What is shown of a menu, of the one in force or of one that was. */
const menuParts = graphql(`
  fragment MenuParts on MenuVersion {
    version
    storedVersion
    fetchedAt
    confirmedAt
    source
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
`);

export const menuQuery = graphql(
  `
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
        endOfDayAt
        opensAt
        menuPin {
          reason
        }
        fireDrills(first: 1) {
          id
          state
          isOfMenuInForce
          itemCount
          checkedCount
          differingCount
          startedAt
        }
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
          findings {
            code
            kind
            id
            message
          }
          parJson
          ...MenuParts
        }
      }
    }
  `,
  [menuParts],
);

/** A menu that an order was judged by, whether or not it is in force still. */
export const keptMenuQuery = graphql(
  `
    query KeptMenu($id: ID!, $version: ID!) {
      location(id: $id) {
        id
        code
        name
        timezone
        currency
        menuVersion(id: $version) {
          isCurrent
          ...MenuParts
        }
      }
    }
  `,
  [menuParts],
);

export type Store = NonNullable<ResultOf<typeof menuQuery>["location"]>;
export type Menu = ResultOf<typeof menuParts>;
