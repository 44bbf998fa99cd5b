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
      menuPin {
        waiting {
          id
        }
      }
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
