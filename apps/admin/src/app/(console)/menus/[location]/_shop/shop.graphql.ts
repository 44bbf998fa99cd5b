import { graphql, type ResultOf } from "@/graphql/document.ts";

/** What a guest sees of a store's menu, for one order type at one moment. */
export const shopQuery = graphql(`
  query Shop($id: ID!, $type: String, $at: String) {
    location(id: $id) {
      id
      pausedAt
      menu {
        id
        orderTypes
        shown(orderType: $type, localTime: $at) {
          orderType
          at
          localTime
          cards {
            menuId
            isServed
            changesAt
          }
          categories {
            categoryId
            productIds
          }
        }
        menus {
          id
          name
        }
        categories {
          id
          name
          description
        }
        products {
          id
          name
          description
          priceCents
          isAvailable
          imageUrl
          calories
          priceLevels {
            id
            name
            priceCents
            isAvailable
          }
          modifierGroupIds
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
          maxQuantity
          defaultQuantity
          modifierGroupIds
        }
      }
    }
  }
`);

export const checkBasketQuery = graphql(`
  query CheckBasket($input: CheckBasketInput!) {
    checkBasket(input: $input) {
      __typename
      ... on BasketAnswer {
        status
        issues {
          code
          message
          line
        }
        totals {
          subtotalCents
          taxTotalCents
          grandTotalCents
        }
        requestBody
        responseBody
      }
      ... on InvalidInput {
        field
      }
      ... on Error {
        message
      }
    }
  }
`);

export type ShopMenu = NonNullable<NonNullable<ResultOf<typeof shopQuery>["location"]>["menu"]>;
export type ShopProduct = ShopMenu["products"][number];
export type ShopGroup = ShopMenu["modifierGroups"][number];
export type ShopModifier = ShopMenu["modifiers"][number];
export type BasketAnswer = Extract<
  ResultOf<typeof checkBasketQuery>["checkBasket"],
  { __typename: "BasketAnswer" }
>;
