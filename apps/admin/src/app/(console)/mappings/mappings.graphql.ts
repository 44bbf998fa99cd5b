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
    replacedBy
    reason
    endReason
    connection {
      id
      slug
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

const certainParts = graphql(`
  fragment CertainParts on CertainMapping {
    key
    unmapped {
      id
      parId
    }
    suggestion {
      label
      score
      reason
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
      ignored: unmappedIds(ignored: true) {
        id
        kind
        parId
        seenCount
        lastSeenAt
        ignoredAt
        ignoredBy
        ignoredReason
        connection {
          id
          name
        }
      }
      certainLocations: certainMappings(kind: LOCATION) {
        ...CertainParts
      }
      certainOrganizations: certainMappings(kind: ORGANIZATION) {
        ...CertainParts
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
  [mappingRow, certainParts],
);

export const mappingsAsOfQuery = graphql(
  `
    query MappingsAsOf($asOf: DateTime!) {
      mappings(asOf: $asOf) {
        ...MappingRow
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

export const recheckQueuedQuery = graphql(`
  query RecheckQueued($ids: [ID!]!) {
    recheckQueued(ids: $ids) {
      at
      operation
      order
      exchange {
        id
      }
      recheck {
        wouldBePlaced
        sentence
        issues {
          message
        }
      }
    }
  }
`);

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

export const ignoreUnmapped = graphql(`
  mutation IgnoreUnmapped($input: IgnoreUnmappedInput!) {
    ignoreUnmapped(input: $input) {
      __typename
      ... on UnmappedId {
        id
      }
      ... on Error {
        message
      }
    }
  }
`);

export const acceptCertain = graphql(`
  mutation AcceptCertain($input: AcceptCertainInput!) {
    acceptCertain(input: $input) {
      __typename
      ... on MappingImport {
        id
        created
      }
      ... on Error {
        message
      }
    }
  }
`);

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

export const revertMapping = graphql(
  `
    mutation RevertMapping($input: RevertMappingInput!) {
      revertMapping(input: $input) {
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

export type Certain = ResultOf<typeof mappingsQuery>["certainLocations"][number];
export type Ignored = ResultOf<typeof mappingsQuery>["ignored"][number];
export type Unmapped = ResultOf<typeof mappingsQuery>["unmappedIds"][number];
