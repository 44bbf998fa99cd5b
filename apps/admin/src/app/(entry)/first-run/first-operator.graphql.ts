import { graphql } from "@/graphql/document.ts";

export const createFirstOperator = graphql(`
  mutation CreateFirstOperator($input: CreateFirstOperatorInput!) {
    createFirstOperator(input: $input) {
      __typename
      ... on Operator {
        id
      }
      ... on Error {
        message
      }
    }
  }
`);
