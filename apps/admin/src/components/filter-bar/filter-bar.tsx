import type { ReactNode } from "react";
import { ClearLink } from "./clear-link.tsx";
import { FilterForm } from "./filter-form.tsx";
import { SearchField, type SearchFieldProps } from "./search-field.tsx";
import { SelectFilter, type SelectFilterProps } from "./select-filter.tsx";

/** A field is a search where it has a placeholder, and a choice where it has options. */
export type FilterField<Name extends string> = { name: Name } & (
  | Omit<SearchFieldProps, "name" | "value">
  | Omit<SelectFilterProps, "name" | "value">
);

/**
 * Search and filters of a list, as data. They are a plain GET form, so the address is the state; parts of it
 * without a field stay unchanged. `children` follow the form: tabs, a button that adds a row.
 */
export function FilterBar<State extends ListFilters>({
  address,
  state,
  fields,
  children,
}: FilterBarProps<State>) {
  const { after: _, ...filters } = state;
  const names: ReadonlySet<string> = new Set(fields.map((field) => field.name));
  const keep = Object.entries(filters).filter(([name]) => !names.has(name));
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <FilterForm action={address.path} keep={Object.fromEntries(keep)}>
        {fields.map((field) =>
          "options" in field ? (
            <SelectFilter key={field.name} {...field} value={state[field.name] ?? null} />
          ) : (
            <SearchField key={field.name} {...field} value={state[field.name] ?? null} />
          ),
        )}
      </FilterForm>
      {address.isNarrowed(state) && <ClearLink href={address.path} />}
      {children}
    </div>
  );
}

type ListFilters = Readonly<Record<string, string | null>> & { after: string | null };

interface FilterBarProps<State extends ListFilters> {
  address: { path: string; isNarrowed: (state: State) => boolean };
  state: State;
  fields: readonly FilterField<Exclude<keyof State & string, "after">>[];
  children?: ReactNode;
}

/** Things with a name, as the choices of a filter; a store's code tells two of one name apart. */
export function choicesOf(things: readonly { id: string; name: string; code?: string }[]) {
  return things.map(({ id, name, code }) => ({
    value: id,
    word: code === undefined ? name : `${name} · ${code}`,
  }));
}
