"use client";

import { useWords } from "@parley/words/react";
import type { ListedStore } from "../stores.graphql.ts";

/** Stores to choose from, by brand: one, several, or all of a brand. Needs the words of the room `pause`. */
export function ChooseStores({ question, stores, chosen, onChange }: ChooseStoresProps) {
  const brands = [...new Map(stores.map(({ brand }) => [brand.id, brand])).values()];
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">{question}</legend>
      <div className="flex max-h-80 flex-col gap-3 overflow-y-auto rounded-md border p-3">
        {brands.map((brand) => (
          <OfBrand
            key={brand.id}
            brand={brand.name}
            stores={stores.filter((store) => store.brand.id === brand.id)}
            chosen={chosen}
            onChange={onChange}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface ChooseStoresProps {
  question: string;
  stores: readonly ListedStore[];
  /** Their ids. */
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

function OfBrand({ brand, stores, chosen, onChange }: OfBrandProps) {
  const say = useWords("pause");
  const count = stores.filter(({ id }) => chosen.has(id)).length;

  function put(ids: readonly string[], isIn: boolean) {
    const next = new Set(chosen);
    for (const id of ids) {
      if (isIn) next.add(id);
      else next.delete(id);
    }
    onChange(next);
  }

  return (
    <div>
      <label className="flex min-h-8 items-center gap-2 font-medium">
        <input
          type="checkbox"
          checked={count === stores.length}
          // Some of them, and not all.
          ref={(box) => {
            if (box !== null) box.indeterminate = count > 0 && count < stores.length;
          }}
          onChange={({ target }) =>
            put(
              stores.map(({ id }) => id),
              target.checked,
            )
          }
        />
        <span data-name="">{say("several.allOf", { brand })}</span>
      </label>
      <ul className="grid gap-x-4 pl-6 sm:grid-cols-2">
        {stores.map(({ id, name, code }) => (
          <li key={id}>
            <label className="flex min-h-8 items-center gap-2">
              <input
                type="checkbox"
                checked={chosen.has(id)}
                onChange={({ target }) => put([id], target.checked)}
              />
              <span data-name="">
                {name} <span className="whitespace-nowrap text-ink-faint">{code}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface OfBrandProps extends Pick<ChooseStoresProps, "stores" | "chosen" | "onChange"> {
  brand: string;
}
