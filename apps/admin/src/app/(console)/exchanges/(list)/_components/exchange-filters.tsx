import { operationName } from "@/components/exchange/operation.ts";
import { choicesOf, FilterBar } from "@/components/filter-bar/filter-bar.tsx";
import {
  type ExchangeSearch,
  type ExchangeShow,
  exchangeAddress,
  exchangeOperations,
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
    <FilterBar
      address={exchangeAddress}
      state={search}
      fields={[
        {
          name: "operation",
          label: "Operation",
          all: "Every operation",
          options: exchangeOperations.map((value) => ({ value, word: operationName(value) })),
        },
        { name: "show", label: "Answer", all: "Every answer", options: shows },
        {
          name: "connection",
          label: "Connection",
          all: "Every connection",
          options: choicesOf(connections),
        },
        { name: "store", label: "Store", all: "Every store", options: choicesOf(locations) },
      ]}
    />
  );
}

interface ExchangeFiltersProps {
  search: ExchangeSearch;
  connections: readonly { id: string; name: string }[];
  locations: readonly { id: string; name: string; code: string }[];
}
