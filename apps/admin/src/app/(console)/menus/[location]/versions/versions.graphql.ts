import { graphql, type ResultOf } from "@/graphql/document.ts";

export const versionsQuery = graphql(`
  query MenuVersions($id: ID!) {
    location(id: $id) {
      id
      code
      name
      timezone
      canPinMenu
      menu {
        findings {
          id
        }
      }
      offItems {
        itemId
      }
      menuPin {
        menuId
        version
        pinnedAt
        by
        reason
        waiting {
          id
          fetchedAt
        }
      }
      menuVersions {
        id
        version
        fetchedAt
        confirmedAt
        isInForce
        isNewest
        isPinned
        servings {
          connection {
            id
            name
          }
          firstAt
          lastAt
          menuCalls
          validates
          submits
        }
      }
    }
  }
`);

export type VersionedStore = NonNullable<ResultOf<typeof versionsQuery>["location"]>;
export type StoredMenu = VersionedStore["menuVersions"][number];
