import { exchangeDetail } from "@/components/exchange/exchange.graphql.ts";
import { graphql, type ResultOf } from "@/graphql/document.ts";

/** What engineers look at: every try, call and event of the ledger, down to the bytes. */
export const engineerQuery = graphql(
  `
    query TraceForEngineers($id: ID!) {
      order(id: $id) {
        attempts {
          number
          reference
          startedAt
          outcome
          reason
          finishedAt
          fenced
        }
        events {
          id
          at
          kind
          fromState
          toState
          actor
          detail
        }
        callsKeptUntil {
          at
          isErased
          brandName
        }
        exchanges {
          ...ExchangeDetail
        }
      }
    }
  `,
  [exchangeDetail],
);

export type EngineerTrace = NonNullable<ResultOf<typeof engineerQuery>["order"]>;
