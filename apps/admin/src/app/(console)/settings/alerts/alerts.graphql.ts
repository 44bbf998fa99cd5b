import { graphql, type ResultOf } from "@/graphql/document.ts";

export const alertsQuery = graphql(`
  query Alerts {
    sendsMail
    alertChannels {
      id
      kind
      name
      target
      topics
      language
      isOn
      quiet {
        from
        to
        zone
      }
      tellsOrdersAtNight
      digest {
        at
        zone
      }
      delayMinutes
      version
      brand {
        name
      }
      store {
        name
      }
    }
    alertDeliveries(first: 50) {
      id
      title
      state
      attempts
      lastAnswer
      createdAt
      channel {
        name
      }
    }
    brands {
      id
      name
      canAddStore
    }
    me {
      canAddBrand
    }
  }
`);

export type Channel = ResultOf<typeof alertsQuery>["alertChannels"][number];
export type Delivery = ResultOf<typeof alertsQuery>["alertDeliveries"][number];
export type Topic = Channel["topics"][number];
