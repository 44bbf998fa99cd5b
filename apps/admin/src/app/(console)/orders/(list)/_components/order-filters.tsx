import { type OrderColumn, orderAges, orderShows, orderSinces } from "@parley/limits";
import type { Words } from "@parley/words";
import { buttonClass } from "@/components/controls/button.tsx";
import { inputClass } from "@/components/controls/field.tsx";
import { choicesOf, FilterBar } from "@/components/filter-bar/filter-bar.tsx";
import { FilterForm } from "@/components/filter-bar/filter-form.tsx";
import { TabLinks } from "@/components/filter-bar/tab-links.tsx";
import { type OrderSearch, orderAddress } from "../order-search.ts";
import { ColumnPicker } from "./column-picker.tsx";

export function OrderFilters({ search, brands, locations, columns, causes, say, status }: OrderFiltersProps) {
  const isValidates = search.operation !== null;
  const byBrand = {
    name: "brand",
    label: say("filter.brand"),
    all: say("filter.everyBrand"),
    options: choicesOf(brands),
  } as const;
  return (
    <>
      <FilterBar
        address={orderAddress}
        state={search}
        fields={[
          ...(isValidates
            ? []
            : [{ name: "q", label: say("filter.search"), placeholder: say("filter.searchHint") } as const]),
          ...(brands.length > 1 ? [byBrand] : []),
          {
            name: "store",
            label: say("filter.store"),
            all: say("filter.everyStore"),
            options: choicesOf(locations),
          },
          ...(isValidates
            ? []
            : [
                {
                  name: "cause",
                  label: say("filter.cause"),
                  all: say("filter.everyCause"),
                  options: causes,
                } as const,
              ]),
          ...(isValidates
            ? []
            : [
                {
                  name: "minAge",
                  label: say("filter.age"),
                  all: say("filter.anyAge"),
                  options: orderAges.map((value) => ({ value, word: say(`filter.older.${value}`) })),
                } as const,
              ]),
          {
            name: "since",
            label: say("filter.time"),
            all: say("filter.anyTime"),
            options: orderSinces.map((value) => ({ value, word: say(`since.${value}`) })),
          },
        ]}
      >
        <More search={search} say={say} />
        {!isValidates && (
          <ColumnPicker path={orderAddress.print({ ...search, columns: null })} columns={columns} />
        )}
      </FilterBar>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <TabLinks
          label={say("filter.status")}
          tabs={[
            {
              word: say("filter.all"),
              href: orderAddress.print(search, { show: null, operation: null }),
              isHere: search.show === null && !isValidates,
            },
            ...orderShows.map((show) => ({
              word: status(`${show}.word`),
              href: orderAddress.print(search, { show, operation: null }),
              isHere: search.show === show && !isValidates,
            })),
            {
              word: say("validates.tab"),
              href: orderAddress.print(search, { show: null, q: null, operation: "validates" }),
              isHere: isValidates,
            },
          ]}
        />
      </div>
    </>
  );
}

interface OrderFiltersProps {
  search: OrderSearch;
  brands: readonly { id: string; name: string }[];
  locations: readonly { id: string; name: string; code: string }[];
  columns: readonly OrderColumn[];
  causes: readonly { value: string; word: string }[];
  say: Words<"orders">;
  status: Words<"status">;
}

/** What is asked for seldom: exact times, amounts, callers that nobody knows, the oldest first. */
function More({ search, say }: { search: OrderSearch; say: Words<"orders"> }) {
  const { from, to, min, max, unauthenticated, sort, after: _, ...keep } = search;
  const isUsed = [from, to, min, max, unauthenticated, sort].some((value) => value !== null);
  const field = (name: string, label: string, value: string | null, type = "text") => (
    <label className="block">
      <span className="mb-1 block text-xs text-ink-soft">{label}</span>
      <input
        key={value}
        type={type}
        name={name}
        defaultValue={value ?? ""}
        autoComplete="off"
        {...(type === "text" ? { inputMode: "decimal" as const, pattern: "\\d{1,9}([.,]\\d{1,2})?" } : {})}
        className={inputClass}
      />
    </label>
  );
  const box = (name: string, value: string, label: string, isOn: boolean) => (
    <label className="flex items-center gap-2">
      <input key={String(isOn)} type="checkbox" name={name} value={value} defaultChecked={isOn} />
      {label}
    </label>
  );
  return (
    <details className="relative">
      <summary className={buttonClass(isUsed ? "plain" : "quiet", "field")}>{say("filter.more")}</summary>
      <div className="absolute z-20 mt-1 w-72 max-w-[90vw] rounded-md border bg-surface p-3 shadow-md">
        <FilterForm action={orderAddress.path} keep={keep}>
          <div className="grid w-full gap-2">
            {field("from", say("filter.from"), from, "datetime-local")}
            {field("to", say("filter.to"), to, "datetime-local")}
            {search.operation === null && field("min", say("filter.min"), min)}
            {search.operation === null && field("max", say("filter.max"), max)}
            {search.operation === null && box("sort", "oldest", say("filter.oldest"), sort !== null)}
            {search.operation === null &&
              box("unauthenticated", "1", say("filter.unauthenticated"), unauthenticated !== null)}
            <button type="submit" className={buttonClass("primary", "field")}>
              {say("filter.apply")}
            </button>
          </div>
        </FilterForm>
      </div>
    </details>
  );
}
