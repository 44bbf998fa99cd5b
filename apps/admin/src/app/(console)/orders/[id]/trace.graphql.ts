import { autopsyParts } from "@/components/autopsy/autopsy.graphql.ts";
import { caseParts } from "@/components/case/case.graphql.ts";
import { pauseParts } from "@/components/pause/pause.graphql.ts";
import { shareParts } from "@/components/share/share.graphql.ts";
import { storyParts } from "@/components/story/story.graphql.ts";
import { graphql, type ResultOf } from "@/graphql/document.ts";

export const traceQuery = graphql(
  `
    query Trace($id: ID!) {
      me {
        id
      }
      order(id: $id) {
        acts {
          name
          sentence
          whyNot
          from
        }
        case {
          ...CaseParts
        }
        id
        requestUid
        onlineOrderId
        posOrderId
        posReference
        ticketMark
        state
        canBeSettled
        attempt
        pauses {
          ...PauseParts
        }
        quietFrom
        giveUpAt
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
          isTest
          pauses {
            of
            name
            since
          }
        }
        pos {
          kind
          url
          store
          environment
          adapterClass
        }
        posEndedAt
        connection {
          name
        }
        parOrganizationId
        parLocationId
        receivedAt
        finalAt
        currency
        grandTotalCents
        orderType
        itemCount
        guestKeptUntil {
          at
          isErased
          brandName
        }
        guest {
          name
          phone
          email
          isHidden
          canReveal
        }
        bill {
          sentence
          differs
          hasPar
          noPosBill
          rows {
            kind
            name
            quantity
            comment
            parCents
            oursCents
            posCents
            parDiffers
            posDiffers
            isFirstDifference
          }
        }
        used {
          menuVersion
          menuFetchedAt
          menuId
          menuNumber
          mappings {
            id
            parId
            version
            by
            at
          }
        }
        aliases
        autopsy {
          ...AutopsyParts
        }
        ...StoryParts
        passage {
          totalMs
          isOver
          usualMs
          parts {
            kind
            ms
          }
        }
        shares {
          ...ShareParts
        }
        otherTries {
          at
          requestUid
          exchangeId
          order {
            id
            state
          }
        }
      }
    }
  `,
  [storyParts, autopsyParts, caseParts, shareParts, pauseParts],
);

export type Trace = NonNullable<ResultOf<typeof traceQuery>["order"]>;
