import { pauseParts } from "@/components/pause/pause.graphql.ts";
import { graphql, type ResultOf } from "@/graphql/document.ts";

export const connectionQuery = graphql(
  `
  query Connection($id: ID!) {
    connection(id: $id) {
      id
      slug
      name
      state
      version
      pausedAt
      pause {
        ...PauseParts
      }
      pauseUntil
      pauseReason
      canEdit
      testStores {
        id
        code
        name
        isTest
      }
      switches {
        name
        value
        isDefault
        defaultValue
        topic
        choices
        min
        max
        question
      }
      seen {
        trait
        form
        isUsual
        calls
        lastAt
        lastExchangeId
        switchName
        suggestedValue
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
      changes {
        id
        at
        by
        action
        detail
        reason
      }
    }
    brands {
      id
      code
      name
    }
    parDoor {
      url
      isSet
      calls {
        operation
        method
        url
      }
    }
  }
`,
  [pauseParts],
);

type Data = ResultOf<typeof connectionQuery>;
export type ShownConnection = NonNullable<Data["connection"]>;
export type ServableBrand = Data["brands"][number];
export type TestStore = ShownConnection["testStores"][number];
export type Seen = NonNullable<ShownConnection["seen"]>[number];
export type Secret = NonNullable<ShownConnection["secrets"]>[number];
export type ParDoor = Data["parDoor"];
