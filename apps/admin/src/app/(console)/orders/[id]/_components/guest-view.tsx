import { Panel } from "@/components/display/panel.tsx";
import { formatMoney } from "@/format/money.ts";
import type { Trace } from "../trace.graphql.ts";

const indents = ["", "pl-4", "pl-8", "pl-12"] as const;

/** The order as its guest would recognise it on the phone: items, what was chosen, and the sum. */
export function GuestView({ order }: { order: Trace }) {
  const money = (cents: number) => formatMoney(cents, order.currency);
  const sums: [string, number][] = [
    ["Subtotal", order.subtotalCents],
    ["Discounts", -order.discountTotalCents],
    ["Fees", order.feeTotalCents],
    ["Tax", order.taxTotalCents],
    ["Tip", order.tipTotalCents],
  ];
  return (
    <Panel title="The guest's order" aside={order.orderType.replaceAll("_", " ")} padded>
      {order.guest && (
        <p className="mb-2 border-b pb-2">
          <span className="font-medium">{order.guest.name ?? "Guest"}</span>
          {[order.guest.phone, order.guest.email].map(
            (way) =>
              way && (
                <span key={way} className="text-ink-soft">
                  {" "}
                  · {way}
                </span>
              ),
          )}
        </p>
      )}
      {order.lines.length === 0 ? (
        <p className="text-ink-faint">No line could be priced.</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {order.lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same item may stand twice, and the list never changes
            <LineRow key={at} line={line} money={money} />
          ))}
        </ul>
      )}
      <dl className="mt-3 grid grid-cols-[1fr_auto] gap-y-0.5 border-t pt-2">
        {sums
          .filter(([name, cents]) => name === "Subtotal" || cents !== 0)
          .map(([name, cents]) => (
            <div key={name} className="contents text-ink-soft">
              <dt>{name}</dt>
              <dd className="text-right">{money(cents)}</dd>
            </div>
          ))}
        <div className="contents text-base font-semibold">
          <dt className="pt-1">Total</dt>
          <dd className="pt-1 text-right">{money(order.grandTotalCents)}</dd>
        </div>
      </dl>
    </Panel>
  );
}

function LineRow({ line, money }: { line: Trace["lines"][number]; money: (cents: number) => string }) {
  const isItem = line.depth === 0;
  return (
    <li
      className={`flex gap-2 ${indents[Math.min(line.depth, 3)]} ${isItem ? "mt-1 first:mt-0" : "text-ink-soft"}`}
    >
      <span className="min-w-5 text-right text-ink-faint">{line.quantity}×</span>
      <span className="min-w-0 grow" title={line.itemId}>
        <span className={isItem ? "font-medium" : ""}>{line.name}</span>
        {line.comment && <span className="block text-xs text-ink-faint italic">“{line.comment}”</span>}
      </span>
      {(isItem || line.totalCents !== 0) && <span>{money(line.totalCents)}</span>}
    </li>
  );
}
