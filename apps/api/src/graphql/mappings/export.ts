import { exportPart, type FilePart } from "../../stores/mappings/export.ts";
import { builder } from "../kernel/builder.ts";
import { limits } from "../kernel/limits.ts";
import { MappingKind } from "./mapping.ts";

const MappingsPart = builder.objectRef<FilePart>("MappingsPart").implement({
  description: "A part of a file of mappings: the parts after one another are the file.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    text: t.exposeString("text", {
      description: "Lines of CSV with their ends; the first part has the header.",
    }),
    count: t.exposeInt("count", { description: "Mappings in it." }),
    next: t.exposeString("next", {
      nullable: true,
      description: "Send it as `after` for the next part; null where this is the last.",
    }),
  }),
});

builder.queryField("exportedMappings", (t) =>
  t.field({
    type: MappingsPart,
    description:
      "The mappings in force of one kind, as a file that `importMappings` takes again without a change, part by part.",
    authScopes: { signedIn: true },
    args: {
      kind: t.arg({ type: MappingKind, required: true, description: "Which: a file has one kind." }),
      search: t.arg.string({
        description: "A part of PAR's id, of our code or name, or of the connection's name.",
      }),
      asOf: t.arg({
        type: "DateTime",
        description: "As they stood at this moment; now, unless told.",
      }),
      after: t.arg.string({ description: "`next` of the part before." }),
    },
    resolve: async (_root, { kind, search, asOf, after }, { db, scopeFor }) =>
      await exportPart(db, {
        scope: scopeFor("mappings.read"),
        kind,
        search: search?.slice(0, limits.searchLength) ?? null,
        asOf: asOf ?? null,
        after: after ?? null,
      }),
  }),
);
