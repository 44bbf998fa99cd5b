import { graphql, type ResultOf } from "@/graphql/document.ts";

export const fireDrillQuery = graphql(`
  query FireDrills($id: ID!) {
    location(id: $id) {
      id
      code
      name
      timezone
      currency
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
  query FireDrillFindings($id: ID!, $run: ID!) {
    location(id: $id) {
      id
      fireDrill(id: $run) {
        id
        skipped {
          itemId
          name
          why
        }
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
type FoundDrill = NonNullable<NonNullable<ResultOf<typeof fireDrillFindingsQuery>["location"]>["fireDrill"]>;
export type Finding = FoundDrill["findings"][number];
export type Skipped = FoundDrill["skipped"][number];
