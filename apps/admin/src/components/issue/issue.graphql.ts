import { graphql, type ResultOf } from "@/graphql/document.ts";

/** What a row shows of an issue. */
export const issueRow = graphql(`
  fragment IssueRow on Issue {
    id
    title
    state
    since
    overAt
    waiting {
      currency
      count
      totalCents
    }
    effectCount
    menuSince
    location {
      id
      name
      phone
      timezone
      isTest
    }
    nextStep {
      label
      href
    }
    callsStep {
      label
      href
    }
    case {
      assignee {
        name
      }
    }
  }
`);

/** By what a list that is narrowed by an issue names it. */
export const issueTitleQuery = graphql(`
  query IssueTitle($id: ID!) {
    issue(id: $id) {
      title
    }
  }
`);

export type IssueRow = ResultOf<typeof issueRow>;
