"use client";

import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { RadioField } from "@/components/controls/radio-field.tsx";
import { formatMoney } from "@/format/money.ts";
import { type ChoiceIndex, type ChosenLine, defaultsOf, faultsOf, lineCents } from "./choices.ts";
import { GroupChoices } from "./group-choices.tsx";
import { Picture } from "./picture.tsx";
import type { ShopProduct } from "./shop.graphql.ts";
import { Stepper } from "./stepper.tsx";

const QUANTITY_MAX = 99;

/** A product with its choices, as a guest makes them: what is preselected is chosen, and the price follows. */
export function ProductForm({
  product,
  levelName,
  index,
  rules,
  currency,
  onAdd,
  onClose,
}: ProductFormProps) {
  const say = useWords("shop");
  const [priceLevelId, setLevel] = useState(() => firstLevel(product, levelName));
  const [choices, setChoices] = useState(() => defaultsOf(index, product.modifierGroupIds));
  const [quantity, setQuantity] = useState(1);
  const [isTold, setTold] = useState(false);
  const cents = lineCents(index, product, { priceLevelId, quantity, choices });

  const faults = faultsOf(index, product.modifierGroupIds, choices);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTold(true);
    if (faults.length === 0) onAdd({ itemId: product.id, priceLevelId, quantity, choices });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <div className="flex gap-3">
        <div className="min-w-0 grow">
          <h2 id="shop-product" data-name="" className="text-lg font-semibold break-words">
            {product.name}
          </h2>
          {product.description && (
            <p data-name="" className="mt-0.5 text-ink-soft">
              {product.description}
            </p>
          )}
          {product.calories !== null && (
            <p className="mt-0.5 text-xs text-ink-faint">{say("calories", { count: product.calories })}</p>
          )}
        </div>
        <Picture url={product.imageUrl} size="dialog" />
      </div>
      {product.priceLevels.length > 0 && (
        <RadioField
          question={say("size")}
          choices={product.priceLevels.map((level) => ({
            choice: level.id,
            words: <span data-name="">{level.name}</span>,
            aside: level.isAvailable ? formatMoney(level.priceCents, currency) : say("soldOut"),
          }))}
          chosen={priceLevelId ?? ""}
          onChange={setLevel}
        />
      )}
      <GroupChoices
        groupIds={product.modifierGroupIds}
        {...{ index, rules, currency, choices }}
        onChange={setChoices}
      />
      <div className="flex items-center justify-between gap-3">
        <span className="font-medium">{say("howMany")}</span>
        <Stepper name={product.name} value={quantity} least={1} most={QUANTITY_MAX} onChange={setQuantity} />
      </div>
      {isTold && faults.length > 0 && (
        <div role="alert" className="text-problem">
          {faults.map(({ kind, group, count }) => (
            <p key={`${kind} ${group.id}`}>
              {kind === "missing"
                ? say("missing", { group: group.name, count })
                : say("tooMany", { group: group.name, most: group.maxSelected })}
            </p>
          ))}
        </div>
      )}
      <div className="sticky -bottom-4 -mx-4 -mb-4 flex flex-wrap justify-end gap-2 border-t bg-surface px-4 py-3">
        <Button look="quiet" size="form" onClick={onClose}>
          {say("close")}
        </Button>
        <Button type="submit" look="primary" size="form">
          {say("add", { price: formatMoney(cents, currency) })}
        </Button>
      </div>
    </form>
  );
}

interface ProductFormProps {
  product: ShopProduct;
  /** The size that the page shows; null for every size. */
  levelName: string | null;
  index: ChoiceIndex;
  rules: ReadonlyMap<string, string>;
  /** ISO 4217. */
  currency: string;
  onAdd: (line: ChosenLine) => void;
  onClose: () => void;
}

function firstLevel({ priceLevels }: ShopProduct, levelName: string | null): string | null {
  const ofName = priceLevels.find(({ name, isAvailable }) => isAvailable && name === levelName);
  const first = ofName ?? priceLevels.find(({ isAvailable }) => isAvailable) ?? priceLevels[0];
  return first?.id ?? null;
}
