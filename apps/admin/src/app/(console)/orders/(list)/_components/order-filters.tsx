import { choicesOf, FilterBar } from "@/components/filter-bar/filter-bar.tsx";
import { TabLinks } from "@/components/filter-bar/tab-links.tsx";
import { type OrderSearch, type OrderShow, type OrderSince, orderAddress } from "../order-search.ts";

const shows: readonly { show: OrderShow | null; word: string }[] = [
  { show: null, word: "All" },
  { show: "attention", word: "Needs a person" },
  { show: "disputed", word: "Disputed" },
  { show: "pending", word: "Pending" },
  { show: "placed", word: "Placed" },
  { show: "rejected", word: "Rejected" },
  { show: "errored", word: "Errored" },
];

const sinces: readonly { value: OrderSince; word: string }[] = [
  { value: "1h", word: "Last hour" },
  { value: "24h", word: "Last 24 hours" },
  { value: "7d", word: "Last 7 days" },
];

export function OrderFilters({ search, brands, locations }: OrderFiltersProps) {
  const byBrand = { name: "brand", label: "Brand", all: "Every brand", options: choicesOf(brands) } as const;
  return (
    <FilterBar
      address={orderAddress}
      state={search}
      fields={[
        { name: "q", label: "Search orders", placeholder: "Any id, phone, name, e-mail, amount" },
        ...(brands.length > 1 ? [byBrand] : []),
        { name: "store", label: "Store", all: "Every store", options: choicesOf(locations) },
        { name: "since", label: "Time", all: "Any time", options: sinces },
      ]}
    >
      <TabLinks
        label="Status"
        tabs={shows.map(({ show, word }) => ({
          word,
          href: orderAddress.print(search, { show }),
          isHere: search.show === show,
        }))}
      />
    </FilterBar>
  );
}

interface OrderFiltersProps {
  search: OrderSearch;
  brands: readonly { id: string; name: string }[];
  locations: readonly { id: string; name: string; code: string }[];
}
