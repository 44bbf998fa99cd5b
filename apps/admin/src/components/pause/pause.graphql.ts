import { graphql, type ResultOf } from "@/graphql/document.ts";

/** What is told of a pause wherever it is felt. */
export const pauseParts = graphql(`
  fragment PauseParts on Pause {
    of
    name
    slug
    since
    until
    reason
    by
  }
`);

export type PauseShown = ResultOf<typeof pauseParts>;
