import { graphql } from "@/graphql/document.ts";

export const exportedMappingsQuery = graphql(`
  query ExportedMappings($kind: MappingKind!, $search: String, $asOf: DateTime, $after: String) {
    exportedMappings(kind: $kind, search: $search, asOf: $asOf, after: $after) {
      text
      next
    }
  }
`);
