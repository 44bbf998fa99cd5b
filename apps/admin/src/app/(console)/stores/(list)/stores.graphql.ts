import { graphql, type ResultOf } from "@/graphql/document.ts";

export const storesQuery = graphql(`
  query Stores {
    locations {
      id
      code
      name
      pausedAt
      isTest
      parLocationIds
      brand {
        name
      }
      pos {
        kind
        store
      }
      menu {
        confirmedAt
      }
      menuError
    }
    brands {
      id
      name
      code
      canAddStore
    }
    me {
      canAddBrand
    }
  }
`);

export type ListedStore = ResultOf<typeof storesQuery>["locations"][number];
export type ListedBrand = ResultOf<typeof storesQuery>["brands"][number];
