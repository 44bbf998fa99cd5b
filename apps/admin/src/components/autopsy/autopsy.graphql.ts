import { graphql, type ResultOf } from "@/graphql/document.ts";

/** What a page shows of an autopsy, of an order or a call. */
export const autopsyParts = graphql(`
  fragment AutopsyParts on Autopsy {
    sentence
    causeClass
    cause
    job
    whoseJob
    tellGuest
    money
    nextStep
    tone
    steps {
      __typename
      ... on NextStepLink {
        label
        place
        id
        mayYou
        whoMay
      }
      ... on NextStepAct {
        label
        act
        mayYou
        whoMay
      }
    }
  }
`);

export type AutopsyParts = ResultOf<typeof autopsyParts>;
export type NextStep = AutopsyParts["steps"][number];
