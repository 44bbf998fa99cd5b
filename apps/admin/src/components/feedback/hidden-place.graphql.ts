import { graphql } from "@/graphql/document.ts";

export const rolesWithQuery = graphql(`
  query RolesWith($permission: Permission!) {
    rolesWith(permission: $permission)
  }
`);
