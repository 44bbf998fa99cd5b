import { graphql } from "@/graphql/document.ts";

/** A submit as a row of a list: an order, or a call that was refused before it became one. */
export const submitFragment = graphql(`
  fragment SubmitRow on Submit {
    __typename
    ... on Order {
      id
      orderUid: requestUid
      onlineOrderId
      posOrderId
      submitState
      orderCause: causeClass
      dispute
      receivedAt
      finalAt
      orderCurrency: currency
      grandTotalCents
      orderItems: itemCount
      guest {
        name
        phone
        email
      }
      orderStore: location {
        id
        name
        code
        timezone
        isTest
      }
    }
    ... on RefusedSubmit {
      id
      requestUid
      onlineOrderId
      parLocationId
      claimedStore
      at
      code
      causeClass
      durationMs
      totalHundredths
      currency
      itemCount
      guest {
        name
        phone
        email
      }
      location {
        id
        name
        code
        timezone
        isTest
      }
      earlierTries
      order {
        id
        submitState
      }
    }
  }
`);

/** What a search made of its term. */
export const searchFragment = graphql(`
  fragment SearchInfo on SubmitSearchInfo {
    understoodAs {
      kind
      value
    }
    leftOut
    amounts {
      minHundredths
      maxHundredths
      name
    }
    isTogether
    isSimilar
    isPartial
    hidesGuests
  }
`);
