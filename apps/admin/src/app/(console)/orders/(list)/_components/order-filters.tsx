import Link from "next/link";
import { FilterForm } from "@/components/filter-bar/filter-form.tsx";
import { SearchField } from "@/components/filter-bar/search-field.tsx";
import { SelectFilter } from "@/components/filter-bar/select-filter.tsx";
import { TabLinks } from "@/components/filter-bar/tab-links.tsx";
import { isNarrowed, type OrderSearch, type OrderShow, orderSearchPath } from "../order-search.ts";

const shows: readonly { show: OrderShow | null; word: string }[] = [
  { show: null, word: "All" },
  { show: "attention", word: "Needs a person" },
  { show: "disputed", word: "Disputed" },
  { show: "pending", word: "Pending" },
  { show: "placed", word: "Placed" },
  { show: "rejected", word: "Rejected" },
  { show: "errored", word: "Errored" },
];

const sinces = [
  { value: "1h", word: "Last hour" },
  { value: "24h", word: "Last 24 hours" },
  { value: "7d", word: "Last 7 days" },
];

/** Search and filters. They are a plain GET form and links, so the address is the state. */
export function OrderFilters({ search, brands, locations }: OrderFiltersProps) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <FilterForm action="/orders" keep={{ show: search.show }}>
        <SearchField
          name="q"
          label="Search orders"
          placeholder="Order id, phone, e-mail, name"
          value={search.q}
        />
        {brands.length > 1 && (
          <SelectFilter
            name="brand"
            label="Brand"
            all="Every brand"
            value={search.brand}
            options={brands.map((brand) => ({ value: brand.id, word: brand.name }))}
          />
        )}
        <SelectFilter
          name="store"
          label="Store"
          all="Every store"
          value={search.store}
          options={locations.map((each) => ({ value: each.id, word: `${each.name} · ${each.code}` }))}
        />
        <SelectFilter name="since" label="Time" all="Any time" value={search.since} options={sinces} />
      </FilterForm>
      {isNarrowed(search) && (
        <Link href="/orders" className="px-1 font-medium text-accent hover:underline">
          Clear
        </Link>
      )}
      <TabLinks
        label="Status"
        tabs={shows.map(({ show, word }) => ({
          word,
          href: orderSearchPath(search, { show }),
          isHere: search.show === show,
        }))}
      />
    </div>
  );
}

interface OrderFiltersProps {
  search: OrderSearch;
  brands: readonly { id: string; name: string }[];
  locations: readonly { id: string; name: string; code: string }[];
}
