import { graphql, type ResultOf } from "@/graphql/document.ts";

const answerParts = graphql(`
  fragment StoreAnswers on StoresAnswer {
    actId
    stores {
      storeId
      result
      until
      message
      location {
        name
        code
        timezone
      }
    }
  }
`);

export const setInStores = graphql(
  `
    mutation SetAvailabilityInStores($input: SetAvailabilityInStoresInput!) {
      setAvailabilityInStores(input: $input) {
        __typename
        ...StoreAnswers
        ... on Error {
          message
        }
      }
    }
  `,
  [answerParts],
);

export const undoInStores = graphql(
  `
    mutation UndoTakeOff($input: UndoTakeOffInput!) {
      undoTakeOff(input: $input) {
        __typename
        ...StoreAnswers
        ... on Error {
          message
        }
      }
    }
  `,
  [answerParts],
);

export type StoreAnswers = ResultOf<typeof answerParts>;
