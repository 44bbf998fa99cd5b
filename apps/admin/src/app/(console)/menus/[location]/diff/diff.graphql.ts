import { graphql, type ResultOf } from "@/graphql/document.ts";

/** What can be chosen on either side. */
export const diffSidesQuery = graphql(`
  query DiffSides($id: ID!, $other: ID!) {
    location(id: $id) {
      id
      code
      name
      timezone
      currency
      canPinMenu
      menu {
        findings {
          id
        }
      }
      offItems {
        itemId
      }
      menuPin {
        menuId
        version
        pinnedAt
        by
        reason
        waiting {
          id
          fetchedAt
        }
      }
      menuVersions(first: 100) {
        id
        version
        fetchedAt
        isInForce
        isNewest
      }
    }
    other: location(id: $other) {
      id
      name
      timezone
      menuVersions(first: 100) {
        id
        version
        fetchedAt
        isInForce
        isNewest
      }
    }
    locations {
      id
      code
      name
    }
  }
`);

export const menuDiffQuery = graphql(`
  query MenuDiff($input: MenuDiffInput!) {
    menuDiff(input: $input) {
      __typename
      ... on Error {
        message
      }
      ... on MenuDiff {
        before {
          location {
            id
            name
            timezone
          }
          menuId
          version
          fetchedAt
          isInForce
          isNewest
        }
        after {
          location {
            id
            name
            timezone
          }
          menuId
          version
          fetchedAt
          isInForce
          isNewest
        }
        counts {
          kind
          count
        }
        raised
        lowered
        found
        changes {
          kind
          node
          id
          productId
          nameBefore
          nameAfter
          field
          beforeCents
          afterCents
          ratio
          before
          after
        }
        breaks {
          judged
          skipped
          refused
          dearer
          cheaper
          broken {
            exchangeId
            orderId
            at
            beforeCents
            afterCents
            issues {
              code
              message
            }
          }
        }
      }
    }
  }
`);

type Sides = ResultOf<typeof diffSidesQuery>;
export type DiffStore = NonNullable<Sides["location"]>;
export type OtherStore = NonNullable<Sides["other"]>;
export type StoreChoice = Sides["locations"][number];
export type Version = DiffStore["menuVersions"][number];
export type Diff = Extract<ResultOf<typeof menuDiffQuery>["menuDiff"], { __typename: "MenuDiff" }>;
export type Change = Diff["changes"][number];
export type Breaks = NonNullable<Diff["breaks"]>;
