import { graphql } from "@/graphql/document.ts";

export const refreshMenu = graphql(`
  mutation RefreshMenu($input: RefreshMenuInput!) {
    refreshMenu(input: $input) {
      __typename
      ... on Location {
        id
        menu {
          version
        }
        menuPin {
          waiting {
            id
          }
        }
      }
      ... on Error {
        message
      }
    }
  }
`);
