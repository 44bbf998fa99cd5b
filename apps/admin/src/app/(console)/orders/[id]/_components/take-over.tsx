import { useWords } from "@parley/words/react";
import Link from "next/link";
import type { TakenNumber } from "../use-settle-order.ts";

/** Shows which order has the given POS number, and lets the operator overrule that by the ticket. */
export function TakeOver({ taken, isChecked, onChange }: TakeOverProps) {
  const say = useWords("settle");
  return (
    <div className="flex flex-col gap-2 rounded-md border px-3 py-2">
      <p className="break-words">
        {say.rich("taken.is", {
          number: taken.posOrderId,
          other: taken.holder,
          order: (name) => (
            <Link href={`/orders/${taken.holderId}`} className="underline underline-offset-2">
              {name}
            </Link>
          ),
        })}
      </p>
      <label className="flex gap-2.5">
        <input
          type="checkbox"
          checked={isChecked}
          onChange={(event) => onChange(event.target.checked)}
          className="mt-0.5 size-4 shrink-0 accent-accent"
        />
        <span>{say("taken.take")}</span>
      </label>
    </div>
  );
}

interface TakeOverProps {
  taken: TakenNumber;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
}
