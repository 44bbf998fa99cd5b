import { autopsyParts } from "@/components/autopsy/autopsy.graphql.ts";
import { caseParts } from "@/components/case/case.graphql.ts";
import { exchangeDetail } from "@/components/exchange/exchange.graphql.ts";
import { graphql, type ResultOf } from "@/graphql/document.ts";

export const exchangeQuery = graphql(
  `
    query Exchange($id: ID!) {
      me {
        id
      }
      exchange(id: $id) {
        ...ExchangeDetail
        autopsy {
          ...AutopsyParts
        }
        case {
          ...CaseParts
        }
        canRevealGuest
        refusedSubmit {
          totalHundredths
          currency
          orderType
          itemCount
          earlierTries
          brand {
            name
          }
          guest {
            name
            phone
            email
            isHidden
          }
          acts {
            name
            sentence
          }
        }
        laterTry {
          at
          exchangeId
          order {
            id
            state
            posOrderId
            onlineOrderId
            requestUid
          }
        }
        counterparts {
          kind
          exchangeId
        }
        requestUid
        onlineOrderId
        parOrganizationId
        parLocationId
        claimedStore
        connection {
          name
        }
        location {
          id
          name
          code
          timezone
          isTest
        }
        order {
          id
          state
          onlineOrderId
          requestUid
        }
      }
    }
  `,
  [exchangeDetail, autopsyParts, caseParts],
);

export type Call = NonNullable<ResultOf<typeof exchangeQuery>["exchange"]>;

/** The call of a submit that never became an order. */
export type RefusedCall = Call & { refusedSubmit: NonNullable<Call["refusedSubmit"]> };
