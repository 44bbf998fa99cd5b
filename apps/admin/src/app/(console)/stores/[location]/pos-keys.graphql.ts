import { graphql } from "@/graphql/document.ts";

export const rotatePosKey = graphql(`
  mutation RotatePosKey($input: RotatePosKeyInput!) {
    rotatePosKey(input: $input) {
      __typename
      ... on PosKeyRotation {
        madeKey
      }
      ... on Error {
        code
        message
      }
    }
  }
`);

export const retirePosKey = graphql(`
  mutation RetirePosKey($input: RetirePosKeyInput!) {
    retirePosKey(input: $input) {
      __typename
      ... on Error {
        code
        message
      }
    }
  }
`);
