import { graphql } from "@/graphql/document.ts";

export const shellQuery = graphql(`
  query Shell {
    setup {
      needsFirstOperator
      demo
    }
    issueCount
    me {
      name
      mustAddSecondFactor
      email
      canEditMappings
      permissions
      grants {
        role
        brand {
          name
        }
      }
    }
  }
`);
