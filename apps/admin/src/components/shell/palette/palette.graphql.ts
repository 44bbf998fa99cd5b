import { searchFragment, submitFragment } from "@/components/submit/submit.graphql.ts";
import { graphql } from "@/graphql/document.ts";

export const paletteSearch = graphql(
  `
    query PaletteSearch($search: String!) {
      submits(first: 6, search: $search) {
        edges {
          node {
            ...SubmitRow
          }
        }
        search {
          ...SearchInfo
        }
      }
    }
  `,
  [submitFragment, searchFragment],
);

/** What can be found by its name or by PAR's id of it, besides orders. */
export const directoryQuery = graphql(`
  query Directory {
    locations {
      id
      name
      code
      brand {
        name
      }
    }
    mappings {
      id
      parId
      target {
        ... on Brand {
          name
        }
        ... on Location {
          name
        }
      }
    }
    unmappedIds {
      id
      parId
    }
  }
`);
