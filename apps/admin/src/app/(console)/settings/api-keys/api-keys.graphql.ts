import { administeredParts, grantParts } from "@/components/person/person.graphql.ts";
import { graphql, type ResultOf } from "@/graphql/document.ts";

export const apiKeysQuery = graphql(
  `
  query ApiKeys {
    me {
      id
    }
    operators {
      id
      name
      disabledAt
    }
    apiKeys {
      id
      name
      prefix
      owner {
        id
        name
      }
      isNarrowed
      grants {
        ...GrantParts
      }
      createdBy
      createdAt
      expiresAt
      lastUsedAt
      revokedAt
    }
    administered {
      ...AdministeredParts
    }
  }
`,
  [administeredParts, grantParts],
);

export type ApiKey = ResultOf<typeof apiKeysQuery>["apiKeys"][number];

export const createApiKey = graphql(`
  mutation CreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      __typename
      ... on ApiKeyCreation {
        secret
        apiKey {
          name
        }
      }
      ... on Error {
        message
      }
    }
  }
`);

export const revokeApiKey = graphql(`
  mutation RevokeApiKey($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) {
      __typename
      ... on Operator {
        id
      }
      ... on Error {
        message
      }
    }
  }
`);
