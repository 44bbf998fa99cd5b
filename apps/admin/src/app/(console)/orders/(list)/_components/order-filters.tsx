import { type OrderColumn, orderAges, orderShows, orderSinces } from "@parley/limits";
import type { Words } from "@parley/words";
import { choicesOf, FilterBar } from "@/components/filter-bar/filter-bar.tsx";
import { TabLinks } from "@/components/filter-bar/tab-links.tsx";
import { filterZone } from "../filter-zone.ts";
import { type OrderSearch, orderAddress } from "../order-search.ts";
import { ColumnPicker } from "./column-picker.tsx";
import { MoreFilters } from "./more-filters.tsx";

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
        <MoreFilters search={search} zone={filterZone(search, locations)} say={say} />
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
              meaning: status(`${show}.meaning`),
              href: orderAddress.print(search, { show, operation: null }),
              isHere: search.show === show && !isValidates,
            })),
            {
              word: say("validates.tab"),
              meaning: say("validates.meaning"),
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
  locations: readonly { id: string; name: string; code: string; timezone: string }[];
  columns: readonly OrderColumn[];
  causes: readonly { value: string; word: string }[];
  say: Words<"orders">;
  status: Words<"status">;
}
