import { graphql, type ResultOf } from "@/graphql/document.ts";

export const connectionsQuery = graphql(`
  query Connections {
    me {
      grants {
        role
        location {
          id
        }
      }
    }
    connections {
      id
      slug
      name
      state
      pausedAt
      switches {
        isDefault
      }
      secrets {
        id
        state
        strength
        createdAt
        lastUsedAt
        endsAt
      }
      organizations {
        id
        parId
        target {
          ... on Brand {
            name
            code
          }
          ... on Location {
            name
            code
          }
        }
      }
    }
  }
`);

export type Connection = ResultOf<typeof connectionsQuery>["connections"][number];
