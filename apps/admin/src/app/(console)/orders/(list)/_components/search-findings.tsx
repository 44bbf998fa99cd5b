import Link from "next/link";
import { Mono } from "@/components/display/mono.tsx";
import { isByIdOnly, type SearchInfo, understoodAs } from "../search-words.ts";

/** As what the term was looked up, and the submits that it finds which never became an order. */
export function SearchFindings({ search, count }: { search: SearchInfo; count: number }) {
  return (
    <div className="space-y-2 border-b px-3 py-2 text-ink-soft">
      <p>{understoodAs(search).join(" ")}</p>
      {(count === 0 || !isByIdOnly(search)) && search.refusedSubmits.length === 0 && (
        <p>
          A submit that was refused before it became an order is found by its ids only, not by guest or
          amount:{" "}
          <Link href="/exchanges?operation=submit_order&show=refused" className="text-accent underline">
            all refused submits
          </Link>
          .
        </p>
      )}
      {search.refusedSubmits.length > 0 && (
        <div>
          <p className="font-medium text-ink">
            {count === 0 ? "No order, but" : "Also"} {search.refusedSubmits.length} refused{" "}
            {search.refusedSubmits.length === 1 ? "submit" : "submits"} that never became an order:
          </p>
          <ul>
            {search.refusedSubmits.map((call) => (
              <li key={call.id}>
                <Link href={`/exchanges/${call.id}`} className="text-accent underline">
                  {call.status ?? "no answer"} {call.code}
                </Link>{" "}
                <Mono short={36}>{call.onlineOrderId ?? call.requestUid ?? call.id}</Mono>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
