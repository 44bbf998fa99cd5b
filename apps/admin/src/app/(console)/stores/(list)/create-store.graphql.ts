import { graphql } from "@/graphql/document.ts";

export const createBrand = graphql(`
  mutation CreateBrand($input: CreateBrandInput!) {
    createBrand(input: $input) {
      __typename
      ... on Brand {
        id
      }
      ... on Error {
        code
        message
      }
    }
  }
`);

export const createStore = graphql(`
  mutation CreateStore($input: CreateStoreInput!) {
    createStore(input: $input) {
      __typename
      ... on StoreChange {
        zoneDoubt
        store {
          id
          name
        }
      }
      ... on Error {
        code
        message
      }
    }
  }
`);
