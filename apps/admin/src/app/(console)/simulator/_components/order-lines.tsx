"use client";

import { useWords } from "@parley/words/react";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { inputClass } from "@/components/controls/field.tsx";
import { Icon } from "@/components/display/icon.tsx";
import type { StoreMenu } from "../simulator.graphql.ts";
import { type DraftLine, isTestItem, newLine } from "./draft.ts";

/** The order: items of the store's menu, with what they require. */
export function OrderLines({ menu, lines, onChange, onRandom }: OrderLinesProps) {
  const say = useWords("simulator");
  const [itemId, setItemId] = useState("");
  const byId = new Map(menu.products.map((product) => [product.id, product]));
  const change = (line: DraftLine) => onChange(lines.map((each) => (each.key === line.key ? line : each)));

  function add() {
    if (itemId === "") return;
    onChange([...lines, newLine(menu, itemId, Math.max(0, ...lines.map(({ key }) => key)) + 1)]);
  }

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <select
          aria-label={say("order.item")}
          value={itemId}
          onChange={({ target }) => setItemId(target.value)}
          className={`${inputClass} sm:w-auto sm:grow`}
        >
          <option value="">{say("order.item")}</option>
          {menu.categories.map((category) => (
            <optgroup key={category.id} label={category.name}>
              {category.productIds.flatMap((id) => {
                const product = byId.get(id);
                if (product === undefined || isTestItem(product)) return [];
                const { name, isAvailable } = product;
                return (
                  <option key={id} value={id} data-name="">
                    {isAvailable ? name : say("order.soldOut", { name })}
                  </option>
                );
              })}
            </optgroup>
          ))}
        </select>
        <Button size="field" onClick={add} disabled={itemId === ""}>
          {say("order.add")}
        </Button>
        <Button size="field" onClick={onRandom}>
          {say("order.random")}
        </Button>
      </div>
      {lines.length === 0 ? (
        <p className="text-ink-soft">{say("order.empty")}</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {lines.map((line) => (
            <Line
              key={line.key}
              line={line}
              menu={menu}
              onChange={change}
              onRemove={() => onChange(lines.filter(({ key }) => key !== line.key))}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface OrderLinesProps {
  menu: StoreMenu;
  lines: readonly DraftLine[];
  onChange(lines: readonly DraftLine[]): void;
  onRandom(): void;
}

function Line({ line, menu, onChange, onRemove }: LineProps) {
  const say = useWords("simulator");
  const product = menu.products.find(({ id }) => id === line.itemId);
  const name = product?.name ?? line.itemId;
  const choose = (modifiers: DraftLine["modifiers"]) => onChange({ ...line, modifiers });
  return (
    <li className="rounded-md border p-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <span data-name="" className="grow font-medium wrap-anywhere">
          {name}
        </span>
        {product !== undefined && product.priceLevels.length > 0 && (
          <select
            aria-label={`${say("order.size")}: ${name}`}
            value={line.priceLevelId ?? ""}
            onChange={({ target }) => onChange({ ...line, priceLevelId: target.value || null })}
            className="h-8 rounded-md border border-line-strong bg-surface px-2"
          >
            {product.priceLevels.map((level) => (
              <option key={level.id} value={level.id} data-name="">
                {level.name}
              </option>
            ))}
          </select>
        )}
        <input
          type="number"
          min={1}
          max={99}
          aria-label={`${say("order.quantity")}: ${name}`}
          value={line.quantity}
          onChange={({ target }) => onChange({ ...line, quantity: Math.max(1, target.valueAsNumber || 1) })}
          className="h-8 w-16 rounded-md border border-line-strong bg-surface px-2"
        />
        <button
          type="button"
          onClick={onRemove}
          aria-label={say("order.remove", { name })}
          className="flex size-8 items-center justify-center rounded-md text-ink-soft hover:bg-sunken"
        >
          <Icon name="close" />
        </button>
      </div>
      <Groups
        groupIds={product?.modifierGroupIds ?? []}
        depth={0}
        {...{ menu, chosen: line.modifiers, choose }}
      />
    </li>
  );
}

interface LineProps {
  line: DraftLine;
  menu: StoreMenu;
  onChange(line: DraftLine): void;
  onRemove(): void;
}

/** Groups may lead to each other in a circle. */
const depthMax = 4;

/** The groups of an item, and below each chosen modifier its own. */
function Groups({ groupIds, menu, chosen, choose, depth }: GroupsProps) {
  const say = useWords("simulator");
  if (depth >= depthMax) return null;
  return groupIds.flatMap((groupId) => {
    const group = menu.modifierGroups.find(({ id }) => id === groupId);
    if (group === undefined) return [];
    const members = menu.modifiers.filter(({ id }) => group.modifierIds.includes(id));
    const { name, minSelected, maxSelected } = group;
    const legend =
      minSelected > 0
        ? say("order.required", { name, count: minSelected })
        : say("order.optional", { name, count: maxSelected });
    const toggle = (id: string, isChosen: boolean) => {
      const isOther =
        maxSelected === 1 && isChosen ? (key: string) => !group.modifierIds.includes(key) : () => true;
      const kept = Object.entries(chosen).filter(([key]) => key !== id && isOther(key));
      choose(Object.fromEntries(isChosen ? [...kept, [id, 1]] : kept));
    };
    return (
      <fieldset key={groupId} className="mt-2 border-l pl-2.5">
        <legend className="text-xs text-ink-faint">{legend}</legend>
        {members.map((modifier) => (
          <div key={modifier.id}>
            <label className="flex min-h-6 items-center gap-1.5">
              <input
                type="checkbox"
                checked={modifier.id in chosen}
                onChange={({ target }) => toggle(modifier.id, target.checked)}
              />
              {modifier.isAvailable ? modifier.name : say("order.soldOut", { name: modifier.name })}
            </label>
            {modifier.id in chosen && (
              <Groups groupIds={modifier.modifierGroupIds} depth={depth + 1} {...{ menu, chosen, choose }} />
            )}
          </div>
        ))}
      </fieldset>
    );
  });
}

interface GroupsProps {
  groupIds: readonly string[];
  menu: StoreMenu;
  chosen: DraftLine["modifiers"];
  choose(modifiers: DraftLine["modifiers"]): void;
  depth: number;
}
