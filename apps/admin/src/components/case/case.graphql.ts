import { graphql, type ResultOf } from "@/graphql/document.ts";

/** What a page shows of what people do about an order, a refused call or an issue. */
export const caseParts = graphql(`
  fragment CaseParts on Case {
    subjectId
    state
    version
    canAct
    isMine
    snoozedUntil
    resolution
    assignee {
      id
      name
    }
    assignable {
      id
      name
    }
    events {
      id
      at
      kind
      by
      note
      assignee {
        name
      }
    }
  }
`);

export type CaseParts = ResultOf<typeof caseParts>;

/** A case after an act, which the page goes by until it has been read again. */
export const caseNow = graphql(`
  fragment CaseNow on Case {
    version
    state
    isMine
    assignee {
      id
      name
    }
  }
`);

export type CaseNow = ResultOf<typeof caseNow>;

export const assignCase = graphql(
  `
  mutation AssignCase($input: AssignCaseInput!) {
    assignCase(input: $input) {
      __typename
      ...CaseNow
      ... on Error {
        message
      }
    }
  }
`,
  [caseNow],
);

export const snoozeCase = graphql(
  `
  mutation SnoozeCase($input: SnoozeCaseInput!) {
    snoozeCase(input: $input) {
      __typename
      ...CaseNow
      ... on Error {
        message
      }
    }
  }
`,
  [caseNow],
);

export const resolveCase = graphql(
  `
  mutation ResolveCase($input: ResolveCaseInput!) {
    resolveCase(input: $input) {
      __typename
      ...CaseNow
      ... on Error {
        message
      }
    }
  }
`,
  [caseNow],
);

export const reopenCase = graphql(
  `
  mutation ReopenCase($input: ReopenCaseInput!) {
    reopenCase(input: $input) {
      __typename
      ...CaseNow
      ... on Error {
        message
      }
    }
  }
`,
  [caseNow],
);

export const addNote = graphql(
  `
  mutation AddNote($input: AddNoteInput!) {
    addNote(input: $input) {
      __typename
      ...CaseNow
      ... on Error {
        message
      }
    }
  }
`,
  [caseNow],
);

export const tryOrderNow = graphql(`
  mutation TryOrderNow($input: TryOrderNowInput!) {
    tryOrderNow(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const recheckSubmit = graphql(`
  query RecheckSubmit($id: ID!) {
    recheckSubmit(id: $id) {
      wouldBePlaced
      sentence
      issues {
        message
        isNew
      }
      gone {
        message
      }
    }
  }
`);
