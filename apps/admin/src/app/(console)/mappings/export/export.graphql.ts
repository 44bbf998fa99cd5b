import { graphql } from "@/graphql/document.ts";

export const exportedMappingsQuery = graphql(`
  query ExportedMappings($kind: MappingKind!, $search: String, $after: String) {
    exportedMappings(kind: $kind, search: $search, after: $after) {
      text
      next
    }
  }
`);
