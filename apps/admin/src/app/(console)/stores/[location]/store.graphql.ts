import { issueRow } from "@/components/issue/issue.graphql.ts";
import { pauseParts } from "@/components/pause/pause.graphql.ts";
import { graphql, type ResultOf } from "@/graphql/document.ts";

export const storeQuery = graphql(
  `
  query Store($id: ID!) {
    location(id: $id) {
      id
      code
      name
      address
      phone
      timezone
      pauseReason
      isTest
      testReason
      canMarkTest
      version
      canPause
      canEdit
      canSetPos
      canUseStandIn
      menuError
      menuErrorCode
      lane {
        breaker
        since
        slots
        sending
        waiting
        oldestWaitingAt
      }
      posKeys {
        id
        state
        madeAt
        madeBy
        lastUsedAt
        endsAt
        retiredAt
      }
      whyNoConformance
      conformanceRuns {
        id
        at
        by
        adapterClass
        canVoid
        passed
        results {
          check
          words
          passed
          said
        }
      }
      pos {
        kind
        url
        store
        environment
        adapterClass
        canVoid
        quietPeriodSeconds
        prepMinutes
        deliveryAs
        dineInAs
        slots
        whenUnreachable
      }
      pausedAt
      pauseUntil
      pauses {
        ...PauseParts
      }
      endOfDayAt
      menuPin {
        reason
      }
      brand {
        name
      }
      state {
        light
        sentence
        isPosReachable
        posAnsweredAt
        lastOrderAt
        waitingOrders
        recentOrders
        otherBills
        nextStep {
          label
          href
        }
        issues {
          ...IssueRow
        }
      }
      menu {
        confirmedAt
      }
      offItems {
        kind
        itemId
        name
        availability {
          source
          until
        }
      }
    }
  }
`,
  [issueRow, pauseParts],
);

export type Store = NonNullable<ResultOf<typeof storeQuery>["location"]>;
