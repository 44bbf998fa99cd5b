import { graphql, type ResultOf } from "@/graphql/document.ts";

/** Everything that the inspector shows of one recorded call. */
export const exchangeDetail = graphql(`
  fragment ExchangeDetail on Exchange {
    id
    direction
    operation
    method
    path
    status
    code
    reason
    at
    durationMs
    attempt
    signed
    replayed
    drift
    stages {
      name
      ms
      ok
    }
    seen {
      id
      value
    }
    requestHeaders {
      name
      value
    }
    requestBody
    responseHeaders {
      name
      value
    }
    responseBody
    mayReadBodies
    bodiesKeptUntil {
      at
      isErased
      brandName
    }
    mayExplainSignature
    signature {
      verdict
      stringSigned
      fields {
        name
        value
        source
      }
      theirs
      ours
      mistake
      hint
    }
  }
`);

export type ExchangeDetail = ResultOf<typeof exchangeDetail>;
