import { graphql } from "@/graphql/document.ts";

export const createAlertChannel = graphql(`
  mutation CreateAlertChannel($input: CreateAlertChannelInput!) {
    createAlertChannel(input: $input) {
      __typename
      ... on AlertChannelChange {
        madeKey
      }
      ... on Error {
        code
        message
      }
    }
  }
`);

export const changeAlertChannel = graphql(`
  mutation ChangeAlertChannel($input: ChangeAlertChannelInput!) {
    changeAlertChannel(input: $input) {
      __typename
      ... on AlertChannelChange {
        madeKey
      }
      ... on Error {
        code
        message
      }
    }
  }
`);

export const deleteAlertChannel = graphql(`
  mutation DeleteAlertChannel($input: DeleteAlertChannelInput!) {
    deleteAlertChannel(input: $input) {
      __typename
      ... on Error {
        code
        message
      }
    }
  }
`);

export const restoreAlertChannel = graphql(`
  mutation RestoreAlertChannel($input: RestoreAlertChannelInput!) {
    restoreAlertChannel(input: $input) {
      __typename
      ... on Error {
        code
        message
      }
    }
  }
`);

export const sendTestAlert = graphql(`
  mutation SendTestAlert($input: SendTestAlertInput!) {
    sendTestAlert(input: $input) {
      __typename
      ... on Error {
        code
        message
      }
    }
  }
`);

export const replayAlert = graphql(`
  mutation ReplayAlert($input: ReplayAlertInput!) {
    replayAlert(input: $input) {
      __typename
      ... on Error {
        code
        message
      }
    }
  }
`);
