import Link from "next/link";
import { Panel } from "@/components/display/panel.tsx";
import { formatMoney } from "@/format/money.ts";
import { words } from "@/words/server.tsx";
import type { Trace } from "../trace.graphql.ts";
import { UsedVersions } from "./used-versions.tsx";

type Row = Trace["bill"]["rows"][number];

/** The bill three times, line by line, with the first difference named above and marked below. */
export async function BillPanel({ order }: { order: Trace }) {
  const say = await words("bill");
  const { bill } = order;
  const notes = [bill.hasPar ? null : say("parNotKept"), bill.noPosBill].filter((note) => note !== null);
  return (
    <Panel title={say("title")} aside={<UsedVersions order={order} />}>
      <p className={`px-3 pt-2 font-medium ${bill.differs ? "text-problem" : ""}`}>{bill.sentence}</p>
      <table className="mt-1 mb-2 w-full">
        <caption className="sr-only">{say("caption")}</caption>
        <thead>
          <tr className="text-xs text-ink-faint">
            <th scope="col" className="px-3 py-1 text-left font-normal">
              {say("what")}
            </th>
            {(["par", "ours", "pos"] as const).map((side) => (
              <th key={side} scope="col" className="w-20 py-1 pr-3 text-right font-normal">
                {say(side)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bill.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same item may stand twice, and the list never changes
            <BillRow key={at} row={row} currency={order.currency} isFirstSum={isFirstSum(bill.rows, at)} />
          ))}
        </tbody>
      </table>
      {bill.differs && (
        <p className="px-3 pb-2">
          <Link href={`/stores/${order.location.id}/bills`} className="underline underline-offset-2">
            {say("drift.ofStore")}
          </Link>
        </p>
      )}
      {notes.length > 0 && <p className="px-3 pb-2 text-xs text-ink-faint">{notes.join(" ")}</p>}
    </Panel>
  );
}

const isSum = ({ kind }: Row) => kind !== "ITEM" && kind !== "MODIFIER";

function isFirstSum(rows: readonly Row[], at: number): boolean {
  const [row, before] = [rows[at], rows[at - 1]];
  return row !== undefined && isSum(row) && before !== undefined && !isSum(before);
}

async function BillRow({ row, currency, isFirstSum }: { row: Row; currency: string; isFirstSum: boolean }) {
  const say = await words("bill");
  const isModifier = row.kind === "MODIFIER";
  const isTotal = row.kind === "GRAND";
  const amounts = [
    { side: "par", cents: row.parCents, differs: row.parDiffers },
    { side: "ours", cents: row.oursCents, differs: false },
    { side: "pos", cents: row.posCents, differs: row.posDiffers },
  ];
  return (
    <tr
      className={`align-baseline ${isFirstSum ? "border-t" : ""} ${row.isFirstDifference ? "bg-problem-soft" : ""} ${isTotal ? "font-semibold" : ""}`}
    >
      <th
        scope="row"
        className={`py-0.5 pr-2 text-left font-normal wrap-anywhere ${isModifier ? "pl-9 text-ink-soft" : "pl-3"} ${isTotal ? "font-semibold" : ""}`}
      >
        {row.quantity !== null && <span className="text-ink-faint">{row.quantity}× </span>}
        {isSum(row) ? nameOf(row, say) : <span data-name="">{nameOf(row, say)}</span>}
        {row.comment && (
          <span data-name="" className="block text-xs text-ink-faint italic">
            “{row.comment}”
          </span>
        )}
      </th>
      {amounts.map(({ side, cents, differs }) => (
        <td
          key={side}
          className={`py-0.5 pr-3 text-right whitespace-nowrap tabular-nums ${differs ? "font-medium text-problem" : isModifier ? "text-ink-soft" : ""}`}
        >
          {cents === null ? <span className="text-ink-faint">–</span> : formatMoney(cents, currency)}
          {differs && <span className="sr-only"> ({say("otherThanOurs")})</span>}
        </td>
      ))}
    </tr>
  );
}

function nameOf({ kind, name }: Row, say: Awaited<ReturnType<typeof words<"bill">>>): string {
  switch (kind) {
    case "SUBTOTAL":
      return say("row.subtotal");
    case "DISCOUNT":
      return say("row.discount");
    case "FEE":
      return say("row.fee");
    case "TAX":
      return say("row.tax");
    case "TIP":
      return say("row.tip");
    case "GRAND":
      return say("row.grand");
    default:
      return name ?? "";
  }
}
