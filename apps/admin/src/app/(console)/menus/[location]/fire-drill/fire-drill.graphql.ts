import { graphql, type ResultOf } from "@/graphql/document.ts";

export const fireDrillQuery = graphql(`
  query FireDrills($id: ID!) {
    location(id: $id) {
      id
      code
      name
      timezone
      canRunFireDrill
      menu {
        findings {
          id
        }
      }
      offItems {
        itemId
      }
      fireDrills(first: 20) {
        id
        menuId
        isOfMenuInForce
        state
        failure
        waitsFor
        itemCount
        checkedCount
        skippedCount
        differingCount
        startedAt
        startedBy
        endedAt
      }
    }
  }
`);

export const fireDrillFindingsQuery = graphql(`
  query FireDrillFindings($id: ID!) {
    location(id: $id) {
      id
      fireDrills(first: 1) {
        id
        findings(first: 1000) {
          kind
          code
          itemId
          name
          size
          ours
          theirs
          message
        }
      }
    }
  }
`);

export type DrilledStore = NonNullable<ResultOf<typeof fireDrillQuery>["location"]>;
export type Drill = DrilledStore["fireDrills"][number];
export type Finding = NonNullable<
  ResultOf<typeof fireDrillFindingsQuery>["location"]
>["fireDrills"][number]["findings"][number];
