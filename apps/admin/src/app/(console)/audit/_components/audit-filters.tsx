import { Button } from "@/components/controls/button.tsx";
import { inputClass } from "@/components/controls/field.tsx";
import { choicesOf, FilterBar } from "@/components/filter-bar/filter-bar.tsx";
import { FilterForm } from "@/components/filter-bar/filter-form.tsx";
import { TabLinks } from "@/components/filter-bar/tab-links.tsx";
import { words } from "@/words/server.tsx";
import { type AuditSearch, actionWord, auditAddress } from "../audit-search.ts";

/** Who, what, of what, whose and when. */
export async function AuditFilters({ search, actions, operators, brands }: AuditFiltersProps) {
  const say = await words("audit");
  const { after: _, from, until, ...keep } = search;
  const { action, reads } = search;
  return (
    <FilterBar
      address={auditAddress}
      state={search}
      fields={[
        { name: "q", label: say("filters.subject"), placeholder: say("filters.placeholder") },
        {
          name: "actor",
          label: say("filters.actor"),
          all: say("filters.everyActor"),
          options: [...choicesOf(operators), { value: "cli", word: say("filters.cli") }],
        },
        {
          name: "action",
          label: say("filters.action"),
          all: say("filters.everyAction"),
          options: actions.map(actionWord).map((value) => ({ value, word: say(`actions.${value}`) })),
        },
        {
          name: "brand",
          label: say("filters.brand"),
          all: say("filters.everyBrand"),
          options: choicesOf(brands),
        },
      ]}
    >
      {action === null && (
        <TabLinks
          label={say("filters.kind")}
          tabs={[
            {
              word: say("filters.acts"),
              href: auditAddress.print(search, { reads: null }),
              isHere: reads === null,
            },
            {
              word: say("filters.reads"),
              href: auditAddress.print(search, { reads: "1" }),
              isHere: reads !== null,
            },
          ]}
        />
      )}
      <FilterForm action={auditAddress.path} keep={keep}>
        <Time name="from" label={say("filters.from")} value={from} />
        <Time name="until" label={say("filters.until")} value={until} />
        <Button type="submit">{say("filters.apply")}</Button>
      </FilterForm>
    </FilterBar>
  );
}

interface AuditFiltersProps {
  search: AuditSearch;
  actions: readonly Parameters<typeof actionWord>[0][];
  operators: readonly { id: string; name: string }[];
  brands: readonly { id: string; name: string }[];
}

function Time({ name, label, value }: { name: string; label: string; value: string | null }) {
  return (
    <label className="flex items-center gap-1.5 text-xs text-ink-soft max-sm:w-full">
      <span className="shrink-0 max-sm:w-24">{label}</span>
      <input
        key={value}
        type="datetime-local"
        name={name}
        defaultValue={value ?? ""}
        className={`${inputClass} max-sm:grow`}
      />
    </label>
  );
}
