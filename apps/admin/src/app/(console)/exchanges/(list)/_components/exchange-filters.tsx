import Link from "next/link";
import { operationName } from "@/components/exchange/operation.ts";
import { FilterForm } from "@/components/filter-bar/filter-form.tsx";
import { SelectFilter } from "@/components/filter-bar/select-filter.tsx";
import {
  type ExchangeSearch,
  type ExchangeShow,
  exchangeOperations,
  isNarrowed,
} from "../exchange-search.ts";

const shows: readonly { value: ExchangeShow; word: string }[] = [
  { value: "refused", word: "Every refusal" },
  { value: "401", word: "401, 403: not let in" },
  { value: "400", word: "400: not understood" },
  { value: "422", word: "404 to 422: ids and conflicts" },
  { value: "500", word: "5xx: our fault" },
  { value: "202", word: "202: told to wait" },
];

export function ExchangeFilters({ search, connections, locations }: ExchangeFiltersProps) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <FilterForm action="/exchanges" keep={{}}>
        <SelectFilter
          name="operation"
          label="Operation"
          all="Every operation"
          value={search.operation}
          options={exchangeOperations.map((value) => ({ value, word: operationName(value) }))}
        />
        <SelectFilter name="show" label="Answer" all="Every answer" value={search.show} options={shows} />
        <SelectFilter
          name="connection"
          label="Connection"
          all="Every connection"
          value={search.connection}
          options={connections.map((each) => ({ value: each.id, word: each.name }))}
        />
        <SelectFilter
          name="store"
          label="Store"
          all="Every store"
          value={search.store}
          options={locations.map((each) => ({ value: each.id, word: `${each.name} · ${each.code}` }))}
        />
      </FilterForm>
      {isNarrowed(search) && (
        <Link href="/exchanges" className="px-1 font-medium text-accent hover:underline">
          Clear
        </Link>
      )}
    </div>
  );
}

interface ExchangeFiltersProps {
  search: ExchangeSearch;
  connections: readonly { id: string; name: string }[];
  locations: readonly { id: string; name: string; code: string }[];
}
