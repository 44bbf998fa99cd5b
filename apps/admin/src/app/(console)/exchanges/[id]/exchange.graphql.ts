import { exchangeDetail } from "@/components/exchange/exchange.graphql.ts";
import { graphql } from "@/graphql/document.ts";

export const exchangeQuery = graphql(
  `
    query Exchange($id: ID!) {
      exchange(id: $id) {
        ...ExchangeDetail
        requestUid
        onlineOrderId
        parOrganizationId
        parLocationId
        connection {
          name
        }
        location {
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
  [exchangeDetail],
);
