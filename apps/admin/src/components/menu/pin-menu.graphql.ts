import { graphql } from "@/graphql/document.ts";

export const pinMenu = graphql(`
  mutation PinMenu($input: PinMenuInput!) {
    pinMenu(input: $input) {
      __typename
      ... on Location {
        id
        menu {
          id
        }
      }
      ... on Error {
        message
      }
    }
  }
`);

export const unpinMenu = graphql(`
  mutation UnpinMenu($input: UnpinMenuInput!) {
    unpinMenu(input: $input) {
      __typename
      ... on Location {
        id
        menu {
          id
        }
      }
      ... on Error {
        message
      }
    }
  }
`);
