import { graphql, type ResultOf } from "@/graphql/document.ts";

/** One thing that somebody may do, and where. */
export const grantParts = graphql(`
  fragment GrantParts on Grant {
    role
    brand {
      id
      name
    }
    location {
      id
      name
    }
  }
`);

export type GrantParts = ResultOf<typeof grantParts>;

/** What somebody may be given by who asks. */
export const administeredParts = graphql(`
  fragment AdministeredParts on Administered {
    everyBrand
    brands {
      id
      name
    }
    locations {
      id
      name
      brand {
        id
      }
    }
  }
`);

export type Administered = ResultOf<typeof administeredParts>;
