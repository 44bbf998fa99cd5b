import { graphql } from "@/graphql/document.ts";

export const setupQuery = graphql(`
  query Setup {
    setup {
      needsFirstOperator
      demo
      sendsMail
      passkeyHost
      providerName
    }
    me {
      id
    }
  }
`);
