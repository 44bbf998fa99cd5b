import { graphql, type ResultOf } from "@/graphql/document.ts";

const savedViewParts = graphql(`
  fragment SavedViewParts on SavedView {
    id
    name
    params
    path
    sharedWith
    owner
    isMine
    mayDelete
  }
`);

export type SavedView = ResultOf<typeof savedViewParts>;

export const savedViewsQuery = graphql(
  `
  query SavedViews($list: SavedViewList!) {
    savedViews(list: $list) {
      ...SavedViewParts
    }
  }
`,
  [savedViewParts],
);

export const saveView = graphql(`
  mutation SaveView($input: SaveViewInput!) {
    saveView(input: $input) {
      __typename
      ... on SavedView {
        path
      }
      ... on Error {
        message
      }
    }
  }
`);

export const deleteView = graphql(`
  mutation DeleteView($input: DeleteViewInput!) {
    deleteView(input: $input) {
      __typename
      ... on SavedView {
        path
      }
      ... on Error {
        message
      }
    }
  }
`);
