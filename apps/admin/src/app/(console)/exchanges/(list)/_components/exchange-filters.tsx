import { exchangeKinds, exchangeShows, exchangeSpans, parOperations, posOperations } from "@parley/limits";
import { choicesOf, FilterBar } from "@/components/filter-bar/filter-bar.tsx";
import { words } from "@/words/server.tsx";
import { type ExchangeSearch, exchangeAddress } from "../exchange-search.ts";

export async function ExchangeFilters({ search, connections, locations }: ExchangeFiltersProps) {
  const say = await words("exchanges");
  return (
    <FilterBar
      address={exchangeAddress}
      state={search}
      fields={[
        { name: "q", label: say("list.search"), placeholder: say("list.placeholder") },
        {
          name: "kind",
          label: say("list.direction"),
          all: say("list.everyDirection"),
          options: exchangeKinds.map((value) => ({ value, word: say(`call.${value}`) })),
        },
        {
          name: "operation",
          label: say("list.operation"),
          all: say("list.everyOperation"),
          options: [...parOperations, ...posOperations].map((value) => ({
            value,
            word: say(`call.${value}`),
          })),
        },
        {
          name: "show",
          label: say("list.show"),
          all: say("list.everyShow"),
          options: exchangeShows.map((value) => ({ value, word: say(`list.${value}`) })),
        },
        {
          name: "since",
          label: say("list.since"),
          all: say("list.everyTime"),
          options: exchangeSpans.map((value) => ({ value, word: say(`list.${value}`) })),
        },
        {
          name: "connection",
          label: say("list.connection"),
          all: say("list.everyConnection"),
          options: choicesOf(connections),
        },
        {
          name: "store",
          label: say("list.store"),
          all: say("list.everyStore"),
          options: choicesOf(locations),
        },
      ]}
    />
  );
}

interface ExchangeFiltersProps {
  search: ExchangeSearch;
  connections: readonly { id: string; name: string }[];
  locations: readonly { id: string; name: string; code: string }[];
}
