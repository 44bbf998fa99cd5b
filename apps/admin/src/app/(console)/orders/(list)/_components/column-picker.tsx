"use client";

import { type OrderColumn, orderColumns } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { buttonClass } from "@/components/controls/button.tsx";
import { columnsCookie } from "../columns.ts";

const YEAR_S = 31_536_000;

/** Which columns the list shows: in the address, so that it can be sent, and in a cookie for the next time. */
export function ColumnPicker({ path, columns }: { path: string; columns: readonly OrderColumn[] }) {
  const say = useWords("orders");
  const router = useRouter();

  function toggle(column: OrderColumn) {
    const wanted = orderColumns.filter((each) => columns.includes(each) !== (each === column));
    const text = wanted.length === 0 ? "none" : wanted.join(".");
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every browser that we serve.
    document.cookie = `${columnsCookie}=${text}; path=/orders; max-age=${YEAR_S}; samesite=lax`;
    router.replace(`${path}${path.includes("?") ? "&" : "?"}columns=${text}`, { scroll: false });
  }

  return (
    <details className="relative max-md:hidden">
      <summary className={buttonClass("quiet", "field")}>{say("column.choose")}</summary>
      <fieldset className="absolute z-20 mt-1 w-44 rounded-md border bg-surface p-3 shadow-md">
        <legend className="sr-only">{say("column.choose")}</legend>
        {orderColumns.map((column) => (
          <label key={column} className="flex items-center gap-2 py-0.5">
            <input type="checkbox" checked={columns.includes(column)} onChange={() => toggle(column)} />
            {say(`column.${column}`)}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
