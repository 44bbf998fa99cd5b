import { Icon } from "@/components/display/icon.tsx";
import type { ItemFindings } from "../findings-of.ts";

/** What somebody should mend of an item at its POS, beside it; nothing where nothing is wrong. */
export function FindingsOf({ findings, kind, id }: { findings: ItemFindings; kind: string; id: string }) {
  return (findings.get(`${kind} ${id}`) ?? []).map((message) => (
    <span key={message} className="flex items-baseline gap-1 text-xs text-wait">
      <Icon name="attention" size={12} />
      <span data-name="">{message}</span>
    </span>
  ));
}
