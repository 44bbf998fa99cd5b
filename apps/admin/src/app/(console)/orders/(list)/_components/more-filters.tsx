import type { Words } from "@parley/words";
import { buttonClass } from "@/components/controls/button.tsx";
import { inputClass } from "@/components/controls/field.tsx";
import { FilterForm } from "@/components/filter-bar/filter-form.tsx";
import { timesIn } from "../filter-zone.ts";
import { type OrderSearch, orderAddress } from "../order-search.ts";

interface MoreFiltersProps {
  search: OrderSearch;
  /** In which the exact times are typed. */
  zone: string;
  say: Words<"orders">;
}

/** What is asked for seldom: exact times, amounts, callers that nobody knows, the oldest first. */
export function MoreFilters({ search, zone, say }: MoreFiltersProps) {
  const { from: _from, to: _to, zone: _zone, min, max, unauthenticated, sort, after: _, ...keep } = search;
  const { from, to } = timesIn(zone, search);
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
            {field("from", say("filter.from", { zone }), from, "datetime-local")}
            {field("to", say("filter.to", { zone }), to, "datetime-local")}
            <input type="hidden" name="zone" value={zone} />
            {search.store === null && zone === "UTC" && (
              <p className="text-xs text-ink-soft">{say("filter.zoneHint")}</p>
            )}
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
