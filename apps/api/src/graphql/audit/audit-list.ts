import { type AuditReader, type AuditEntry as AuditRow, findHead, listAudit } from "@parley/db/audit";
import { listConnections } from "@parley/db/connections";
import { coversAll, listServedBrands } from "@parley/db/mappings";
import { isWithin, listOperators } from "@parley/db/operators";
import { GraphQLError } from "graphql";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { pageArgs, pageComplexity, readPage } from "../kernel/page.ts";
import { AuditAction } from "./action.ts";
import { AuditChain } from "./chain.ts";
import { AuditEntry } from "./entry.ts";

const AuditFilter = builder.inputType("AuditFilter", {
  description: "Which entries to list; everything given must hold.",
  fields: (t) => ({
    actor: t.string({ description: "Only what this operator did, by their id; or `cli`." }),
    actions: t.field({ type: [AuditAction], description: "Only these." }),
    withoutReads: t.boolean({
      description: "True: leaves out who searched by a guest and to whom one was revealed.",
    }),
    subject: t.string({ description: "Only what was done to this, by its id." }),
    brandId: t.id({ description: "Only of this brand." }),
    from: t.field({ type: "DateTime", description: "Only then or later." }),
    until: t.field({ type: "DateTime", description: "Only before." }),
  }),
});

const AuditConnection = builder.connectionObject(
  {
    type: AuditEntry,
    name: "QueryAuditEntriesConnection",
    description: "A page of the audit.",
    authScopes: { signedIn: true },
  },
  {
    name: "QueryAuditEntriesConnectionEdge",
    description: "One entry of the page.",
    authScopes: { signedIn: true },
  },
);

builder.queryFields((t) => ({
  auditEntries: t.field({
    type: AuditConnection,
    description: "What people changed or revealed, newest first. For owners and brand admins.",
    authScopes: { signedIn: true },
    complexity: pageComplexity,
    args: { ...pageArgs(t), filter: t.arg({ type: AuditFilter, description: "Which ones." }) },
    async resolve(_root, { filter, ...args }, context) {
      const reader = await readerOf(context);
      return await readPage(
        args,
        (row: AuditRow) => row.at,
        (page) =>
          listAudit(context.db, {
            reader,
            page,
            actor: filter?.actor?.trim() || undefined,
            actions: filter?.actions ?? undefined,
            withoutReads: filter?.withoutReads ?? undefined,
            subjectIds: filter?.subject?.trim() ? [filter.subject.trim()] : undefined,
            brandId: filter?.brandId ?? undefined,
            from: filter?.from ?? undefined,
            to: filter?.until ?? undefined,
          }),
      );
    },
  }),
  auditChain: t.field({
    type: AuditChain,
    nullable: true,
    description:
      "The end of the chain; null where nothing is sealed yet, and for who may not read all of it.",
    authScopes: { signedIn: true },
    resolve: (_root, _args, { db, scopeFor }) => (scopeFor("audit.read").all ? findHead(db) : null),
  }),
}));

/** @throws GraphQLError FORBIDDEN for who may read no entry at all: an empty list would say that there is none */
async function readerOf({ db, scopeFor }: GraphqlContext): Promise<AuditReader | undefined> {
  const scope = scopeFor("audit.read");
  if (scope.all) return undefined;
  if (scope.brandIds.length + scope.locationIds.length === 0)
    throw new GraphQLError("You may not see this.", { extensions: { code: "FORBIDDEN" } });
  const [operators, connections] = await Promise.all([listOperators(db), listConnections(db, { scope })]);
  const served = await Promise.all(connections.map(({ id }) => listServedBrands(db, id)));
  return {
    scope,
    subjectIds: [
      ...operators.flatMap(({ operator, grants }) => (isWithin(scope, grants) ? [operator.id] : [])),
      ...connections.flatMap(({ id }, at) => (coversAll(scope, served[at] ?? []) ? [id] : [])),
    ],
  };
}
