import { graphql } from "@/graphql/document.ts";

export const confirmOrderPlaced = graphql(`
  mutation ConfirmOrderPlaced($input: ConfirmOrderPlacedInput!) {
    confirmOrderPlaced(input: $input) {
      __typename
      ... on Order {
        id
        state
        posOrderId
      }
      ... on PosOrderTaken {
        order {
          id
          onlineOrderId
          requestUid
        }
      }
      ... on Error {
        message
      }
    }
  }
`);

export const confirmOrderAbsent = graphql(`
  mutation ConfirmOrderAbsent($input: ConfirmOrderAbsentInput!) {
    confirmOrderAbsent(input: $input) {
      __typename
      ... on Order {
        id
        state
        posOrderId
      }
      ... on Error {
        message
      }
    }
  }
`);

export const settleDispute = graphql(`
  mutation SettleDispute($input: SettleDisputeInput!) {
    settleDispute(input: $input) {
      __typename
      ... on Order {
        id
        dispute
      }
      ... on Error {
        message
      }
    }
  }
`);

export const resendOrder = graphql(`
  mutation ResendOrder($input: ResendOrderInput!) {
    resendOrder(input: $input) {
      __typename
      ... on Order {
        id
        state
        posOrderId
      }
      ... on Error {
        message
      }
    }
  }
`);
