import { graphql, type ResultOf } from "@/graphql/document.ts";

export const mappingRow = graphql(`
  fragment MappingRow on Mapping {
    id
    kind
    parId
    version
    validFrom
    replacedAt
    changedBy
    connection {
      id
      name
    }
    target {
      __typename
      ... on Brand {
        id
        code
        name
      }
      ... on Location {
        id
        code
        name
        timezone
      }
    }
  }
`);

export const mappingsQuery = graphql(
  `
    query Mappings {
      unmappedIds {
        id
        kind
        parId
        parOrganizationId
        firstSeenAt
        lastSeenAt
        seenCount
        connection {
          id
          name
        }
        sampleExchange {
          id
        }
        suggestions {
          targetId
          label
          score
          reason
        }
      }
      mappings(includeEnded: true) {
        ...MappingRow
      }
      connections {
        id
        name
      }
      brands {
        id
        code
        name
      }
      locations {
        id
        code
        name
        brand {
          id
        }
      }
    }
  `,
  [mappingRow],
);

export const mappingHistoryQuery = graphql(
  `
    query MappingHistory($id: ID!) {
      mappingHistory(id: $id) {
        ...MappingRow
      }
    }
  `,
  [mappingRow],
);

export const impactParts = graphql(`
  fragment ImpactParts on MappingImpact {
    stores
    orders
    days
    isMore
    openOrders
  }
`);

export const mappingImpactQuery = graphql(
  `
    query MappingImpact($ids: [ID!]!) {
      mappingImpact(ids: $ids) {
        ...ImpactParts
      }
    }
  `,
  [impactParts],
);

export const setMapping = graphql(
  `
    mutation SetMapping($input: SetMappingInput!) {
      setMapping(input: $input) {
        __typename
        ...MappingRow
        ... on Error {
          message
        }
      }
    }
  `,
  [mappingRow],
);

export const endMapping = graphql(
  `
    mutation EndMapping($input: EndMappingInput!) {
      endMapping(input: $input) {
        __typename
        ...MappingRow
        ... on Error {
          message
        }
      }
    }
  `,
  [mappingRow],
);

export type Unmapped = ResultOf<typeof mappingsQuery>["unmappedIds"][number];
