import { exchangeDetail } from "@/components/exchange/exchange.graphql.ts";
import { storyParts } from "@/components/story/story.graphql.ts";
import { graphql, type ResultOf } from "@/graphql/document.ts";

export const simulatorQuery = graphql(`
  query Simulator {
    me {
      id
      permissions
    }
    locations {
      id
      code
      name
      isTest
      canSendTestCall
    }
  }
`);

export const testStoreQuery = graphql(`
  query TestStore($id: ID!) {
    location(id: $id) {
      id
      menu {
        categories {
          id
          name
          productIds
        }
        products {
          id
          name
          isAvailable
          priceLevels {
            id
            name
          }
          modifierGroupIds
        }
        modifierGroups {
          id
          name
          minSelected
          maxSelected
          modifierIds
        }
        modifiers {
          id
          name
          isAvailable
          modifierGroupIds
        }
      }
    }
  }
`);

export const testTraceQuery = graphql(
  `
    query TestTrace($id: ID!) {
      exchange(id: $id) {
        ...ExchangeDetail
        order {
          ...StoryParts
        }
      }
    }
  `,
  [exchangeDetail, storyParts],
);

export type Store = ResultOf<typeof simulatorQuery>["locations"][number];
export type StoreMenu = NonNullable<NonNullable<ResultOf<typeof testStoreQuery>["location"]>["menu"]>;
