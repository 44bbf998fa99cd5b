import type { ReactNode } from "react";
import { buttonClass } from "@/components/controls/button.tsx";
import { FilterForm } from "@/components/filter-bar/filter-form.tsx";
import { SearchField } from "@/components/filter-bar/search-field.tsx";
import { withParams } from "@/navigation/search-params.ts";
import { words } from "@/words/server.tsx";
import { AsOfField } from "./as-of-field.tsx";

const EXPORTED = ["LOCATION", "ORGANIZATION"] as const;

/** What narrows the mappings, what of them is exported, and the acts beside it. */
export async function MappingFilter({ typed, asOf, children }: MappingFilterProps) {
  const say = await words("mappings");
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FilterForm action="/mappings" keep={{}}>
        <SearchField name="q" label={say("search")} placeholder={say("placeholder")} value={typed} />
        <AsOfField value={asOf} />
      </FilterForm>
      {EXPORTED.map((kind) => (
        <a
          key={kind}
          href={withParams("/mappings/export", { kind: kind.toLowerCase(), q: typed, asOf })}
          download
          className={buttonClass("plain", "field")}
        >
          {say(`export.${kind}`)}
        </a>
      ))}
      {children}
    </div>
  );
}

interface MappingFilterProps {
  /** The text that the address looks for. */
  typed: string | null;
  /** The minute of UTC that the address asks for; null for now. */
  asOf: string | null;
  children?: ReactNode;
}
