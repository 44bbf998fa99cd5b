import { graphql } from "@/graphql/document.ts";

export const submitsChanged = graphql(`
  subscription SubmitsChanged($brandId: ID, $locationId: ID) {
    submitsChanged(brandId: $brandId, locationId: $locationId) {
      isAnew
      heldSince
      changes {
        orderId
        exchangeId
        isNew
      }
    }
  }
`);
