import { graphql, type ResultOf } from "@/graphql/document.ts";
import { impactParts } from "../mappings.graphql.ts";

export const importRow = graphql(`
  fragment ImportRow on MappingImport {
    id
    fileName
    importedAt
    importedBy
    created
    changed
    ended
    reason
    undoneAt
    undoneBy
    undone
  }
`);

export const importsQuery = graphql(
  `
    query MappingImports {
      mappingImports {
        ...ImportRow
      }
      connections {
        id
        slug
        name
      }
    }
  `,
  [importRow],
);

export const importPlanQuery = graphql(
  `
  query ImportPlan($id: ID!, $acrossBrands: Boolean, $problemsFrom: Int, $changesFrom: Int, $limit: Int) {
    dryRunImport(id: $id, acrossBrands: $acrossBrands) {
      id
      fileName
      encoding
      separator
      warnings
      digest
      created
      changed
      ended
      unchanged
      wrong
      problemCount
      problems(offset: $problemsFrom, limit: $limit) {
        line
        column
        value
        reason
      }
      changes(offset: $changesFrom, limit: $limit) {
        line
        connection
        parId
        target
        before
        result
        warnings
      }
      impact {
        ...ImpactParts
      }
    }
  }
`,
  [impactParts],
);

export const importMappings = graphql(`
  mutation ImportMappings($input: ImportMappingsInput!) {
    importMappings(input: $input) {
      __typename
      ... on MappingImport {
        id
      }
      ... on Error {
        message
      }
    }
  }
`);

export const undoImport = graphql(`
  mutation UndoImport($input: UndoImportInput!) {
    undoImport(input: $input) {
      __typename
      ... on MappingImport {
        id
      }
      ... on Error {
        message
      }
      ... on ChangedSince {
        parIds
      }
    }
  }
`);

export type Plan = NonNullable<ResultOf<typeof importPlanQuery>["dryRunImport"]>;
export type Batch = ResultOf<typeof importsQuery>["mappingImports"][number];
