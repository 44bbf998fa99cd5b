import { FilterForm } from "@/components/filter-bar/filter-form.tsx";
import { SearchField } from "@/components/filter-bar/search-field.tsx";
import { orderTypeName, orderTypes } from "@/components/order/order-type.ts";
import { formatDateTime } from "@/format/time.ts";
import { language, words } from "@/words/server.tsx";
import type { DiffStore, OtherStore, StoreChoice, Version } from "../diff.graphql.ts";

/** What is compared with what, to choose; the form's fields are the address. */
export async function Sides({ store, other, stores, shown }: SidesProps) {
  const [say, ofOrder, reader] = await Promise.all([words("diff"), words("order"), language()]);
  const versions = (of: readonly Version[], zone: string): Option[] =>
    of.map(({ id, version, fetchedAt, isInForce, isNewest }) => ({
      value: id,
      word: say("side.option", {
        code: version.slice(0, 8),
        time: formatDateTime(new Date(fetchedAt), zone, "minute", reader),
        mark: isInForce ? "force" : isNewest ? "newest" : "none",
      }),
    }));
  const types: Option[] = [
    { value: "", word: say("side.everyType") },
    ...orderTypes.map((type) => ({ value: type, word: orderTypeName(type, ofOrder) })),
  ];
  const places: Option[] = stores.map(({ id, name, code }) => ({
    value: id === store.id ? "" : id,
    word: `${name} · ${code}`,
  }));
  const isOfTwo = other.id !== store.id;
  const otherId = isOfTwo ? other.id : "";

  return (
    <FilterForm action={`/menus/${store.id}/diff`} keep={{}}>
      <div className="grid w-full gap-x-4 gap-y-2 sm:grid-cols-2">
        <Side title={isOfTwo ? other.name : say("side.before")} isName={isOfTwo}>
          <Choice name="store" label={say("side.store")} value={otherId} options={places} isName />
          <Choice
            name="from"
            label={say("side.version")}
            value={shown.from ?? ""}
            options={versions(other.menuVersions, other.timezone)}
          />
          <Choice
            name="fromType"
            label={say("side.orderType")}
            value={shown.fromType ?? ""}
            options={types}
          />
        </Side>
        <Side title={isOfTwo ? store.name : say("side.after")} isName={isOfTwo}>
          <p className="flex min-h-8 items-center" data-name="">
            {store.name} · {store.code}
          </p>
          <Choice
            name="to"
            label={say("side.version")}
            value={shown.to ?? ""}
            options={versions(store.menuVersions, store.timezone)}
          />
          <Choice name="toType" label={say("side.orderType")} value={shown.toType ?? ""} options={types} />
        </Side>
      </div>
      <SearchField name="q" label={say("filter")} placeholder={say("filter")} value={shown.q} />
    </FilterForm>
  );
}

interface SidesProps {
  store: DiffStore;
  other: OtherStore;
  stores: readonly StoreChoice[];
  shown: Record<"from" | "to" | "fromType" | "toType" | "q", string | null>;
}

function Side({ title, isName, children }: SideProps) {
  return (
    <fieldset className="min-w-0 rounded-lg border bg-surface px-3 pt-1 pb-2">
      <legend className="px-1 text-xs font-medium text-ink-soft" {...(isName ? { "data-name": "" } : {})}>
        {title}
      </legend>
      <div className="flex flex-col gap-1.5">{children}</div>
    </fieldset>
  );
}

interface SideProps {
  title: string;
  isName: boolean;
  children: React.ReactNode;
}

interface Option {
  value: string;
  word: string;
}

function Choice({ name, label, value, options, isName = false }: ChoiceProps) {
  return (
    <select
      // The address decides what is chosen: a new one makes a new field.
      key={value}
      name={name}
      aria-label={label}
      defaultValue={value}
      className="h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 max-sm:h-10"
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} {...(isName ? { "data-name": "" } : {})}>
          {option.word}
        </option>
      ))}
    </select>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  value: string;
  options: readonly Option[];
  isName?: boolean;
}
