import { graphql } from "@/graphql/document.ts";

export const paletteSearch = graphql(`
  query PaletteSearch($search: String!) {
    orders(first: 6, search: $search) {
      edges {
        node {
          id
          requestUid
          onlineOrderId
          state
          grandTotalCents
          currency
          location {
            name
          }
        }
      }
    }
  }
`);
