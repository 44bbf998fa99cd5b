"use client";

import { useWords } from "@parley/words/react";
import { useId } from "react";
import { formatMoney } from "@/format/money.ts";
import { type ChoiceIndex, type Chosen, chosenOf, optionsOf, withQuantity } from "./choices.ts";
import type { ShopGroup, ShopModifier } from "./shop.graphql.ts";
import { Stepper } from "./stepper.tsx";

/** The choices of one parent: one of a few, or so many of each; what is chosen opens its own choices under it. */
export function GroupChoices({ groupIds, ...rest }: GroupChoicesProps) {
  return groupIds.flatMap((groupId) => {
    const group = rest.index.groups.get(groupId);
    return group === undefined ? [] : <Group key={groupId} group={group} {...rest} />;
  });
}

interface ChoicesProps {
  index: ChoiceIndex;
  /** Group → its rule in words. */
  rules: ReadonlyMap<string, string>;
  /** ISO 4217. */
  currency: string;
  choices: readonly Chosen[];
  onChange: (choices: Chosen[]) => void;
}

interface GroupChoicesProps extends ChoicesProps {
  groupIds: readonly string[];
}

function Group({ group, ...props }: ChoicesProps & { group: ShopGroup }) {
  const say = useWords("shop");
  const { index, rules, choices, onChange } = props;
  const name = useId();
  const ours = choices.filter((chosen) => chosen.groupId === group.id);
  const count = ours.reduce((sum, { quantity }) => sum + quantity, 0);
  const isSingle = group.maxSelected === 1;
  const others = choices.filter((chosen) => chosen.groupId !== group.id);
  const take = (modifier: ShopModifier) => onChange([...others, chosenOf(index, group.id, modifier, 1)]);
  const setBelow = (of: Chosen, below: Chosen[]) =>
    onChange(choices.map((chosen) => (chosen === of ? { ...chosen, below } : chosen)));

  return (
    <fieldset className="min-w-0">
      <legend className="flex flex-wrap items-baseline gap-x-2 font-medium">
        <span data-name="">{group.name}</span>
        <span className="text-xs font-normal text-ink-faint">
          {rules.get(group.id)}
          {group.minSelected > 0 && ` · ${say("required")}`}
        </span>
      </legend>
      <ul className="mt-1">
        {isSingle && group.minSelected === 0 && (
          <li className="border-b border-dotted">
            <label className="flex min-h-9 items-center gap-2.5">
              <input
                type="radio"
                name={name}
                checked={ours.length === 0}
                onChange={() => onChange(others)}
                className="size-4 accent-accent"
              />
              {say("noneOf")}
            </label>
          </li>
        )}
        {optionsOf(index, group.id).map((modifier) => {
          const chosen = ours.find(({ modifierId }) => modifierId === modifier.id);
          return (
            <li key={modifier.id} className="border-b border-dotted last:border-b-0">
              <Option
                {...{ modifier, group, name, isSingle }}
                currency={props.currency}
                quantity={chosen?.quantity ?? 0}
                room={group.maxSelected - count}
                onTake={() => take(modifier)}
                onQuantity={(quantity) =>
                  onChange(withQuantity(index, choices, group.id, modifier, quantity))
                }
              />
              {chosen !== undefined && modifier.modifierGroupIds.length > 0 && (
                <div className="mb-2 ml-2 flex flex-col gap-3 border-l-2 pl-3">
                  <GroupChoices
                    {...props}
                    groupIds={modifier.modifierGroupIds}
                    choices={chosen.below}
                    onChange={(below) => setBelow(chosen, below)}
                  />
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

interface OptionProps {
  modifier: ShopModifier;
  /** Of the radio buttons of a group. */
  name: string;
  isSingle: boolean;
  currency: string;
  quantity: number;
  /** How many more the group takes. */
  room: number;
  onTake: () => void;
  onQuantity: (quantity: number) => void;
}

function Option({ modifier, name, isSingle, currency, quantity, room, onTake, onQuantity }: OptionProps) {
  const say = useWords("shop");
  const { isAvailable, priceCents, maxQuantity } = modifier;
  const price = priceCents === 0 ? say("free") : `+${formatMoney(priceCents, currency)}`;
  const text = (
    <>
      <span data-name="" className={`grow ${isAvailable ? "" : "text-ink-faint line-through"}`}>
        {modifier.name}
      </span>
      {!isAvailable && <span className="text-xs font-medium text-problem">{say("soldOut")}</span>}
      <span className={priceCents === 0 ? "text-ink-faint" : ""}>{price}</span>
    </>
  );
  if (!isSingle && maxQuantity > 1) {
    return (
      <div className="flex min-h-9 items-center gap-2.5">
        <Stepper
          name={modifier.name}
          value={quantity}
          most={isAvailable ? Math.min(maxQuantity, quantity + Math.max(room, 0)) : 0}
          onChange={onQuantity}
        />
        {text}
      </div>
    );
  }
  return (
    <label className="flex min-h-9 items-center gap-2.5">
      <input
        type={isSingle ? "radio" : "checkbox"}
        {...(isSingle ? { name } : {})}
        checked={quantity > 0}
        disabled={!isAvailable || (!isSingle && quantity === 0 && room <= 0)}
        onChange={(event) => (isSingle ? onTake() : onQuantity(event.target.checked ? 1 : 0))}
        className="size-4 shrink-0 accent-accent"
      />
      {text}
    </label>
  );
}
