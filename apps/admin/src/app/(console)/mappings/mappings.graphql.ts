import { graphql, type ResultOf } from "@/graphql/document.ts";

const organizationMappingRow = graphql(`
  fragment OrganizationMappingRow on OrganizationMapping {
    id
    parOrganizationId
    version
    validFrom
    replacedAt
    changedBy
    connection {
      id
      name
    }
    brand {
      id
      code
      name
    }
  }
`);

const locationMappingRow = graphql(`
  fragment LocationMappingRow on LocationMapping {
    id
    parLocationId
    version
    validFrom
    replacedAt
    changedBy
    connection {
      id
      name
    }
    location {
      id
      code
      name
      timezone
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
      organizationMappings(includeHistory: true) {
        ...OrganizationMappingRow
      }
      locationMappings(includeHistory: true) {
        ...LocationMappingRow
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
          name
        }
      }
    }
  `,
  [organizationMappingRow, locationMappingRow],
);

export const mapOrganization = graphql(
  `
    mutation MapOrganization($input: MapOrganizationInput!) {
      mapOrganization(input: $input) {
        __typename
        ...OrganizationMappingRow
        ... on Error {
          message
        }
      }
    }
  `,
  [organizationMappingRow],
);

export const mapLocation = graphql(
  `
    mutation MapLocation($input: MapLocationInput!) {
      mapLocation(input: $input) {
        __typename
        ...LocationMappingRow
        ... on Error {
          message
        }
      }
    }
  `,
  [locationMappingRow],
);

export const unmapOrganization = graphql(
  `
    mutation UnmapOrganization($input: UnmapOrganizationInput!) {
      unmapOrganization(input: $input) {
        __typename
        ...OrganizationMappingRow
        ... on Error {
          message
        }
      }
    }
  `,
  [organizationMappingRow],
);

export const unmapLocation = graphql(
  `
    mutation UnmapLocation($input: UnmapLocationInput!) {
      unmapLocation(input: $input) {
        __typename
        ...LocationMappingRow
        ... on Error {
          message
        }
      }
    }
  `,
  [locationMappingRow],
);

export type Unmapped = ResultOf<typeof mappingsQuery>["unmappedIds"][number];
