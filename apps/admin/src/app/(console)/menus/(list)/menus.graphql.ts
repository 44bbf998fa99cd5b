import { graphql } from "@/graphql/document.ts";

export const menusQuery = graphql(`
  query Menus {
    locations {
      id
      code
      name
      timezone
      pausedAt
      canPinMenu
      parLocationIds
      brand {
        name
      }
      pos {
        kind
        adapterClass
      }
      menu {
        storedVersion
        fetchedAt
        confirmedAt
      }
      menuError
    }
  }
`);
