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
        connection {
          name
        }
        location {
          id
          name
          code
          timezone
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
