import { graphql } from "@/graphql/document.ts";

export const shellQuery = graphql(`
  query Shell {
    setup {
      needsFirstOperator
      demo
    }
    me {
      name
      email
      canEditMappings
      grants {
        role
        brand {
          name
        }
      }
    }
  }
`);
