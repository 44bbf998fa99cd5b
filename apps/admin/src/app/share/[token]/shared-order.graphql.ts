import { graphql, type ResultOf } from "@/graphql/document.ts";

export const sharedOrderQuery = graphql(`
  query SharedOrder($token: String!) {
    sharedOrder(token: $token) {
      requestUid
      onlineOrderId
      posOrderId
      brandName
      storeName
      timezone
      sentence
      tone
      receivedAt
      finalAt
      currency
      grandTotalCents
      lines {
        name
        quantity
        totalCents
        depth
      }
      story {
        key
        sentence
        at
        until
        tookMs
        tone
      }
      totalMs
      expiresAt
    }
  }
`);

export type SharedOrder = NonNullable<ResultOf<typeof sharedOrderQuery>["sharedOrder"]>;
