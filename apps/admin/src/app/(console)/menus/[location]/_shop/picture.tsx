"use client";

import { useState } from "react";

const sizes = { card: "size-20", dialog: "size-28" } as const;

/** A product's picture where its POS keeps it; nothing where there is none, or none that comes. */
export function Picture({ url, size }: { url: string | null; size: keyof typeof sizes }) {
  const [isBroken, setBroken] = useState(false);
  if (url === null || isBroken) return null;
  return (
    // biome-ignore lint/performance/noImgElement: it lies at a POS, which no optimizer of ours may be sent to.
    <img
      src={url}
      alt=""
      loading="lazy"
      referrerPolicy="no-referrer"
      onError={() => setBroken(true)}
      className={`${sizes[size]} shrink-0 rounded-md object-cover`}
    />
  );
}
