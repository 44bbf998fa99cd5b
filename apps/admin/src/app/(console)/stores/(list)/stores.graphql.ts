import { pauseParts } from "@/components/pause/pause.graphql.ts";
import { graphql, type ResultOf } from "@/graphql/document.ts";

export const storesQuery = graphql(
  `
  query Stores {
    locations {
      id
      code
      name
      timezone
      pauses {
        ...PauseParts
      }
      isTest
      parLocationIds
      version
      canPause
      brand {
        id
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
`,
  [pauseParts],
);

export type ListedStore = ResultOf<typeof storesQuery>["locations"][number];
export type ListedBrand = ResultOf<typeof storesQuery>["brands"][number];
