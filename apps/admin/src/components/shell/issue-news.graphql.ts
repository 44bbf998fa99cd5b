import { graphql } from "@/graphql/document.ts";

/** What is wrong now and nobody has taken on: of what is new among it, whoever has a page open is told. */
export const issueNewsQuery = graphql(`
  query IssueNews {
    issues(first: 50, filter: { state: OPEN }) {
      edges {
        node {
          id
          title
        }
      }
    }
  }
`);
