import { intlLocales } from "@parley/words/language";
import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { readQuery } from "@/graphql/read.ts";
import { language, words } from "@/words/server.tsx";
import { EmptyState } from "./empty-state.tsx";
import { rolesWithQuery } from "./hidden-place.graphql.ts";

/** In the place of a page that a role may not enter: what it is, who may, and the way on. */
export async function HiddenPlace({ what, needs }: HiddenPlaceProps) {
  const [say, reader, reading] = await Promise.all([
    words("shell"),
    language(),
    readQuery(rolesWithQuery, { permission: needs }),
  ]);
  const roles = reading.kind === "data" ? reading.data.rolesWith : [];
  const named = new Intl.ListFormat(intlLocales[reader]).format(
    roles.map((role) => say("account.role", { role })),
  );
  return (
    <Surface>
      <EmptyState isPage icon="lock" title={say("failure.forbidden", { what })}>
        <p className="mb-3">
          {roles.length === 0
            ? say("failure.forbiddenHelp")
            : say("failure.forbiddenRoles", { roles: named })}
        </p>
        <Link href="/" className={buttonClass()}>
          {say("failure.toOverview")}
        </Link>
      </EmptyState>
    </Surface>
  );
}

interface HiddenPlaceProps {
  /** A noun with its article. */
  what: string;
  /** What whoever sees it may do. */
  needs: "AUDIT_READ" | "SIMULATOR_USE" | "OPERATORS_EDIT" | "MAPPINGS_EDIT" | "ALERTS_EDIT";
}
