"use client";

import { Fragment } from "react";
import { Age } from "@/components/display/moment.tsx";
import { Mark } from "@/components/submit/mark.tsx";
import { contactMatch, isAmountMatch, isIdMatch, isTimeMatch, nameParts } from "@/components/submit/match.ts";
import type { SearchInfo, SubmitRow } from "@/components/submit/submit-row.ts";
import { formatHundredths } from "@/format/money.ts";

interface SubmitProps {
  row: SubmitRow;
  readings: SearchInfo["understoodAs"];
}

/** The guest, where the role may see one; else the number that the guest knows. */
export function SubmitName({ row, readings }: SubmitProps) {
  if (!row.guest?.name) return <Id text={row.number} readings={readings} />;
  return nameParts(row.guest.name, readings).map(({ text, at, isMatch }) => (
    <Mark key={at} isMatch={isMatch}>
      {text}
    </Mark>
  ));
}

/** Store, time and amount, then the ids and the contact that the search found it by. */
export function SubmitDetail({ row, readings }: SubmitProps) {
  const contact = contactMatch(row, readings);
  const ids = [row.number, row.requestUid, row.posOrderId].filter(
    (id, at, all) => isIdMatch(id, readings) && all.indexOf(id) === at,
  );
  const parts = [
    row.store?.name ?? row.parLocationId,
    <Mark key="at" isMatch={isTimeMatch(row, readings)}>
      <Age at={row.at} zone={row.store?.timezone ?? "UTC"} now={new Date().toISOString()} words />
    </Mark>,
    row.hundredths !== null && (
      <Mark key="total" isMatch={isAmountMatch(row, readings)}>
        {formatHundredths(row.hundredths, row.currency)}
      </Mark>
    ),
    contact && (
      <Mark key="contact" isMatch>
        {contact}
      </Mark>
    ),
    ...(row.guest?.name ? ids.map((id) => id && <Id key={id} text={id} readings={readings} />) : []),
  ].filter((part) => part);
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one row, in their order
  return parts.map((part, at) => <Fragment key={at}>{at === 0 ? part : <> · {part}</>}</Fragment>);
}

function Id({ text, readings }: { text: string; readings: SearchInfo["understoodAs"] }) {
  return (
    <Mark isMatch={isIdMatch(text, readings)}>
      <code className="font-mono text-xs break-all">{text}</code>
    </Mark>
  );
}
