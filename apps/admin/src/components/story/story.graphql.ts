import { graphql, type ResultOf } from "@/graphql/document.ts";

const storyStep = graphql(`
  fragment StoryStep on StoryStep {
    key
    kind
    sentence
    at
    until
    tookMs
    note
    exchangeId
    tone
  }
`);

/** What \`Story\` tells of an order. */
export const storyParts = graphql(
  `
    fragment StoryParts on Order {
      id
      location {
        timezone
      }
      story {
        ...StoryStep
        parts {
          ...StoryStep
        }
      }
    }
  `,
  [storyStep],
);

export type StoryOrder = ResultOf<typeof storyParts>;
