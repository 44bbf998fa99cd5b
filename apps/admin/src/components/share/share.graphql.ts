import { graphql, type ResultOf } from "@/graphql/document.ts";

export const shareParts = graphql(`
  fragment ShareParts on OrderShare {
    id
    by
    createdAt
    expiresAt
    revokedAt
    isOpen
    openings
    lastOpenedAt
  }
`);

export type ShareParts = ResultOf<typeof shareParts>;

export const shareOrder = graphql(`
  mutation ShareOrder($input: ShareOrderInput!) {
    shareOrder(input: $input) {
      __typename
      ... on SharedOrderLink {
        path
      }
      ... on Error {
        message
      }
    }
  }
`);

export const revokeShare = graphql(`
  mutation RevokeShare($input: RevokeShareInput!) {
    revokeShare(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);
