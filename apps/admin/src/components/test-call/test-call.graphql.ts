import { graphql, type ResultOf } from "@/graphql/document.ts";

export const randomOrderQuery = graphql(`
  query RandomTestOrder($id: ID!) {
    location(id: $id) {
      id
      randomTestOrder {
        itemId
        priceLevelId
        quantity
        modifiers {
          id
          quantity
        }
      }
    }
  }
`);

export const sendTestCall = graphql(`
  mutation SendTestCall($input: SendTestCallInput!) {
    sendTestCall(input: $input) {
      __typename
      ... on TestCall {
        outcome
        issues {
          code
          message
        }
        status
        checks {
          name
          ok
          detail
        }
        durationMs
        isReplay
        requestUid
        requestBody
        responseBody
        exchangeId
      }
      ... on Error {
        message
      }
    }
  }
`);

export type TestCall = Extract<ResultOf<typeof sendTestCall>["sendTestCall"], { __typename: "TestCall" }>;
