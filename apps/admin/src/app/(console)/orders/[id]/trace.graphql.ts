import { exchangeDetail } from "@/components/exchange/exchange.graphql.ts";
import { graphql, type ResultOf } from "@/graphql/document.ts";

export const traceQuery = graphql(
  `
    query Trace($id: ID!) {
      order(id: $id) {
        id
        requestUid
        onlineOrderId
        posOrderId
        posReference
        ticketMark
        state
        canBeSettled
        attempt
        quietFrom
        cause
        dispute
        disputedAt
        canSettleDispute
        brand {
          name
        }
        location {
          id
          code
          name
          phone
          timezone
          pos {
            kind
            adapterClass
          }
        }
        connection {
          name
        }
        parOrganizationId
        parLocationId
        receivedAt
        finalAt
        currency
        subtotalCents
        discountTotalCents
        taxTotalCents
        feeTotalCents
        tipTotalCents
        grandTotalCents
        orderType
        itemCount
        guest {
          name
          phone
          email
        }
        lines {
          lineId
          itemId
          name
          quantity
          unitPriceCents
          totalCents
          comment
          depth
        }
        aliases
        autopsy {
          sentence
          causeClass
          whoseJob
          nextStep
          tone
        }
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
        exchanges {
          ...ExchangeDetail
        }
      }
    }
  `,
  [exchangeDetail],
);

export type Trace = NonNullable<ResultOf<typeof traceQuery>["order"]>;
