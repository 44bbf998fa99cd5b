import { graphql } from "@/graphql/document.ts";

export const auditQuery = graphql(`
  query Audit($after: String, $filter: AuditFilter) {
    auditEntries(first: 25, after: $after, filter: $filter) {
      edges {
        node {
          id
          at
          by
          address
          action
          sentence
          reason
          subjectId
          subject
          fields {
            name
            isChange
            from
            to
            label
            fromName
            toName
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** What the page shows around the list. */
export const auditFrameQuery = graphql(`
  query AuditFrame {
    auditActions
    auditChain {
      number
      hash
    }
    operators {
      id
      name
    }
    brands {
      id
      name
    }
  }
`);

/** The check of the whole chain, which reads every entry: only when somebody asks for it. */
export const auditCheckQuery = graphql(`
  query AuditCheck($head: String) {
    verifyAudit(head: $head) {
      isWhole
      sealed
      broken
      brokenAt
      brokenEntryId
      unsealed
      isStandingStill
      head {
        number
        hash
      }
    }
  }
`);

/** What the file is narrowed by. */
export const auditActionsQuery = graphql(`
  query AuditActions {
    auditActions
  }
`);
